package turtlelab.labctl.ctl.process;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import turtlelab.labctl.exec.Streams;

/** A command run for the user, with nothing to read; its environment tells it what it is about. */
public record Child(List<String> command, Map<String, String> environment) {

    private static final int SIGNALLED = 128;
    private static final int KILL = 9;

    /**
     * Runs it to its end; an interruption is passed over, since the child has heard the same
     * signal.
     *
     * @return what went wrong, in Go's words; empty when nothing did
     */
    public String run(Streams streams) {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        if (streams.areOfProcess()) {
            builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        }
        try {
            var process = builder.start();
            var errors = Thread.ofVirtual().start(() -> copyErrors(process, streams));
            process.getInputStream().transferTo(streams.out());
            return failure(await(process, errors));
        } catch (IOException _) {
            return "exec: \"%s\": executable file not found in $PATH".formatted(command.getFirst());
        }
    }

    /** Java tells of a signal as a shell does, so a status of 137 is taken for one too. */
    private static String failure(int status) {
        if (status == SIGNALLED + KILL) {
            return "signal: killed";
        }
        return status == 0 ? "" : "exit status " + status;
    }

    private static void copyErrors(Process process, Streams streams) {
        try {
            process.getErrorStream().transferTo(streams.err());
        } catch (IOException _) { // the child is gone, or nobody listens to us
            process.destroy();
        }
    }

    private static int await(Process process, Thread errors) {
        while (true) {
            try {
                int status = process.waitFor();
                errors.join();
                return status;
            } catch (InterruptedException _) {
                // Heard by the child too, which decides.
            }
        }
    }
}
