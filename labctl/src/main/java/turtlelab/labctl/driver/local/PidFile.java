package turtlelab.labctl.driver.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import turtlelab.labctl.driver.NodeProcess;

/**
 * The record of which process is ours. The process-to-be writes its own line of {@code
 * /proc/PID/stat} before it becomes what it is to be, so that there is no moment at which it runs
 * and is not recorded, even if labctl dies just then.
 */
public record PidFile(Path path) {

    private static final ProcessTable PROCESSES = new ProcessTable(Path.of("/proc"));

    /** A shell script that records its own process in $0, then becomes the command "$@". */
    private static final String RECORD_AND_BECOME =
            "{ cat /proc/$$/stat >\"$0.own\" && mv \"$0.own\" \"$0\"; } 2>/dev/null; exec \"$@\"";

    /** The words of a command that records itself here, then becomes the command of these words. */
    public List<String> recorded(List<String> words) {
        var all = new ArrayList<>(List.of("/bin/sh", "-c", RECORD_AND_BECOME, path.toString()));
        all.addAll(words);
        return all;
    }

    /** The recorded process, if it lives, and only if no other has got its number since. */
    public Optional<NodeProcess> process() {
        try {
            return ProcessIdentity.parse(Files.readString(path))
                    .map(ProcessIdentity.Stat::identity)
                    .flatMap(PROCESSES::find);
        } catch (IOException _) { // none was ever started here
            return Optional.empty();
        }
    }

    /** Removes the record. */
    public void forget() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same record, made from outside: at once, and where there is no {@code /proc}. */
    static String of(ProcessIdentity process) {
        var unused = " 0".repeat(18);
        return process.pid() + " (daemon) S" + unused + " " + process.startTicks() + "\n";
    }
}
