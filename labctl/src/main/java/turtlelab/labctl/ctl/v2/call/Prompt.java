package turtlelab.labctl.ctl.v2.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import turtlelab.labctl.exec.Streams;

/** Asks the user for what must not stand on the command line. */
record Prompt(Streams streams) {

    /** One line, typed unseen where there is a terminal; empty when there is none to read. */
    @SuppressWarnings({
        "ReferenceEquality",
        "SystemConsoleNull"
    }) // a program's own streams are tests'
    String secret(String prompt) {
        var console = System.console();
        if (streams.in() == System.in && console != null && console.isTerminal()) {
            var typed = console.readPassword("%s", prompt);
            return typed == null ? "" : new String(typed);
        }
        streams.out().print(prompt);
        streams.out().flush();
        var line = line();
        streams.out().println();
        return line;
    }

    /** Reads no more than the line: what follows may be the value of a key. */
    private String line() {
        var line = new ByteArrayOutputStream();
        try {
            for (int next = streams.in().read(); next >= 0 && next != '\n'; ) {
                line.write(next);
                next = streams.in().read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString(UTF_8);
    }
}
