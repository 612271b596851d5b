package turtlelab.labctl.render;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Streams;

/**
 * What the user looks at.
 *
 * @param live stderr is a terminal, where lines can be rewritten
 * @param colours stdout is a terminal and the user does not mind colours (see no-color.org)
 * @param width of the terminal in columns; a pipe is as wide as one likes
 */
public record Terminal(boolean live, boolean colours, int width) {

    private static final int ANY_WIDTH = 10_000;
    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 40;

    /** None: everything goes to files and pipes. */
    public static Terminal none() {
        return new Terminal(false, false, ANY_WIDTH);
    }

    /** The terminal behind these streams, if there is one. */
    public static Terminal of(Streams streams, Map<String, String> environment) {
        if (!streams.areOfProcess() || "dumb".equals(environment.get("TERM"))) {
            return none();
        }
        boolean out = isTerminal(1);
        boolean err = isTerminal(2);
        boolean colours = out && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(err, colours, out || err ? columns(environment) : ANY_WIDTH);
    }

    /** How to tell progress here. */
    public Progress progress(Streams streams) {
        return live ? new LiveProgress(streams.err(), width) : new PlainProgress(streams.err());
    }

    private static boolean isTerminal(int descriptor) {
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException _) { // no /proc: Java only knows of stdin and stdout together
            return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        }
    }

    private static int columns(Map<String, String> environment) {
        var told = environment.get("COLUMNS");
        var text = told == null ? size() : told;
        return text.matches("[0-9]{1,4}")
                ? Math.max(LEAST_WIDTH, Integer.parseInt(text))
                : USUAL_WIDTH;
    }

    /** The terminal's width by its own word. */
    private static String size() {
        var shell = new LocalShell(Duration.ofSeconds(2));
        try {
            var output = shell.run(Command.of("/bin/sh", "-c", "stty size </dev/tty"));
            return output.out().strip().replaceAll("^[0-9]+ ", "");
        } catch (CommandFailed _) {
            return "";
        }
    }
}
