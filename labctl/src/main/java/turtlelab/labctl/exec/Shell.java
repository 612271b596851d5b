package turtlelab.labctl.exec;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Runs commands on one machine. */
public interface Shell {

    /**
     * Runs the command to its end, with nothing to read.
     *
     * @throws CommandFailed when it cannot be started or does not end in time
     */
    Output run(Command command);

    /**
     * Runs the command and hands on each line it writes, until it ends or the thread is
     * interrupted.
     *
     * @return its exit code
     */
    int follow(Command command, Consumer<String> line) throws InterruptedException;

    /**
     * Runs the command on the user's own streams, without a time limit.
     *
     * @return its exit code
     */
    int attach(Command command, Streams streams) throws InterruptedException;

    /** Writes a file as a whole: a reader sees the old text or the new one. */
    void write(Path file, String text);

    /**
     * Runs the command and expects it to succeed.
     *
     * @return what it wrote to stdout
     * @throws CommandFailed when it does not exit with 0
     */
    default String expect(Command command) {
        var output = run(command);
        if (!output.succeeded()) {
            throw new CommandFailed(command, output);
        }
        return output.out();
    }
}
