package turtlelab.labctl.ctl.v3.lease;

import java.io.File;
import java.io.IOException;
import java.util.List;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.exec.Streams;

/** A command that runs while a lock is held, and is told of it by its environment. */
record Child(List<String> command, String key, long revision) {

    /**
     * Runs it to its end; an interruption is passed over, since the child has heard the same
     * signal.
     *
     * @throws CtlFailure when it cannot be run, or fails
     */
    void run(Streams streams) {
        var builder = new ProcessBuilder(command);
        builder.environment().put("ETCD_LOCK_KEY", key);
        builder.environment().put("ETCD_LOCK_REV", String.valueOf(revision));
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        if (streams.areOfProcess()) {
            builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        }
        try {
            var process = builder.start();
            var errors = Thread.ofVirtual().start(() -> copyErrors(process, streams));
            process.getInputStream().transferTo(streams.out());
            int status = await(process, errors);
            if (status != 0) {
                throw new CtlFailure(Failures.FAILED, "Error: exit status " + status);
            }
        } catch (IOException _) {
            throw new CtlFailure(
                    Failures.FAILED,
                    "Error: exec: \"%s\": executable file not found in $PATH"
                            .formatted(command.getFirst()));
        }
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
