package turtlelab.node.app;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import turtlelab.node.app.flags.FlagParser;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.base.Time;

/**
 * A {@code turtled} whose wall clock stands where a file says, in seconds of Unix: the identities
 * of members that are added come from it. Played in the seeds' transcripts.
 */
public final class ClockedNode {

    /** The variable of the environment that names the file. */
    public static final String FILE = "CLOCK";

    private ClockedNode() {}

    /** Runs until the process is ended. */
    public static void main(String[] args) throws Exception {
        var file = Path.of(requireNonNull(System.getenv(FILE), FILE));
        var settings = Settings.of(FlagParser.parse(List.of(args)).values(), System.getenv());
        Node.start(NodeConfig.of(settings), clock(file)).end().join();
    }

    private static Time clock(Path file) {
        return new Time() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                try {
                    return Instant.ofEpochSecond(Long.parseLong(Files.readString(file).strip()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
