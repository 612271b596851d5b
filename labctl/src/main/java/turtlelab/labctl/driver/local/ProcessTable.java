package turtlelab.labctl.driver.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.local.ProcessIdentity.Stat;

/** This machine's processes: {@code /proc} where there is one, else what Java knows of them. */
final class ProcessTable {

    private final Path proc;

    ProcessTable(Path proc) {
        this.proc = proc;
    }

    private boolean isOfLinux() {
        return Files.exists(proc.resolve("self/stat"));
    }

    /** The process that has this pid now, whoever it is. */
    Optional<Stat> look(long pid) {
        return isOfLinux() ? lookInProc(pid) : ProcessHandle.of(pid).flatMap(ProcessTable::stat);
    }

    /** The process with this very identity, while it is alive. */
    Optional<NodeProcess> find(ProcessIdentity identity) {
        return look(identity.pid())
                .filter(stat -> stat.identity().equals(identity) && stat.isAlive())
                .map(stat -> new NodeProcess(identity.pid(), stat.isPaused(), resident(identity)));
    }

    private Optional<Stat> lookInProc(long pid) {
        try {
            return ProcessIdentity.parse(Files.readString(proc.resolve(pid + "/stat")));
        } catch (IOException _) { // it is not there, or went while we looked
            return Optional.empty();
        }
    }

    private static Optional<Stat> stat(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> new ProcessIdentity(process.pid(), start.toEpochMilli()))
                .map(identity -> new Stat(identity, process.isAlive() ? 'S' : 'Z', 1));
    }

    private long resident(ProcessIdentity identity) {
        try (var lines = Files.lines(proc.resolve(identity.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException _) { // it went while we read
            return 0;
        }
    }
}
