package turtlelab.labctl.driver.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The record of which process is a node's daemon. The daemon-to-be writes its own line of {@code
 * /proc/PID/stat} before it becomes the daemon, so that there is no moment at which it runs and is
 * not recorded, even if labctl dies just then.
 */
record PidFile(Path path) {

    /** A shell script that records its own process in $0, then becomes the command "$@". */
    static final String RECORD_AND_BECOME =
            "{ cat /proc/$$/stat >\"$0.own\" && mv \"$0.own\" \"$0\"; } 2>/dev/null; exec \"$@\"";

    Optional<ProcessIdentity> read() {
        try {
            return ProcessIdentity.parse(Files.readString(path)).map(stat -> stat.identity());
        } catch (IOException _) { // none was ever started here
            return Optional.empty();
        }
    }

    /** The same record, made from outside: at once, and where there is no {@code /proc}. */
    static String of(ProcessIdentity process) {
        var unused = " 0".repeat(18);
        return process.pid() + " (daemon) S" + unused + " " + process.startTicks() + "\n";
    }
}
