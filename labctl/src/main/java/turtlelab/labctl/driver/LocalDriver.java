package turtlelab.labctl.driver;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Shell;

/**
 * Nodes as plain processes on this machine, each on a loopback address of its own with the standard
 * ports. Needs no rights and no tools. A node's files live in a folder of its name under the lab's
 * state folder.
 *
 * <p>A daemon leads a session of its own, so that neither Ctrl-C nor the end of labctl's terminal
 * reaches it, and holds none of labctl's streams.
 */
public final class LocalDriver implements Driver {

    public static final String NAME = "local";

    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"));
    private static final Path NOTHING = Path.of("/dev/null");

    private final Path state;
    private final ProcessTable processes = new ProcessTable(Path.of("/proc"));
    private final Shell shell = new LocalShell(Duration.ofSeconds(10));

    /** Nodes whose files live under this folder. */
    public LocalDriver(Path state) {
        this.state = state.toAbsolutePath().normalize();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.KILL, Capability.PAUSE);
    }

    @Override
    public Place place(NodeSpec node) {
        var home = home(node);
        return new Place(
                node.local(),
                List.of(), // "localhost" with the standard port can belong to one node only
                home.resolve("turtled.conf"),
                home.resolve("data"),
                home.resolve(node.name() + ".log"),
                home.resolve("provisioned"));
    }

    @Override
    public void create(NodeSpec node) {
        try {
            Files.createDirectories(home(node));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void destroy(NodeSpec node) {
        var home = home(node);
        if (!Files.exists(home)) {
            return;
        }
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Shell shell(NodeSpec node) {
        return shell;
    }

    /** Two runs of labctl at once launch one daemon, not two: the later one finds it alive. */
    @Override
    public void launch(NodeSpec node, Command daemon) {
        try (var file = FileChannel.open(home(node).resolve("launching"), CREATE, WRITE);
                var _ = file.lock()) {
            if (process(node).isEmpty()) {
                start(node, daemon);
            }
        } catch (IOException e) {
            throw new CommandFailed(daemon, String.valueOf(e.getMessage()));
        }
    }

    private void start(NodeSpec node, Command daemon) throws IOException {
        var log = Redirect.appendTo(place(node).log().toFile());
        var builder =
                new ProcessBuilder(detached(node, daemon))
                        .directory(home(node).toFile())
                        .redirectInput(NOTHING.toFile())
                        .redirectOutput(log)
                        .redirectError(log);
        builder.environment().keySet().removeIf(LocalDriver::isOurs);
        builder.environment().putAll(daemon.environment());
        var record = pidFile(node).path();
        Files.deleteIfExists(record);
        var process = builder.start();
        processes
                .look(process.pid())
                .ifPresent(it -> shell.write(record, PidFile.of(it.identity())));
    }

    @Override
    public Optional<NodeProcess> process(NodeSpec node) {
        return pidFile(node).read().flatMap(processes::find);
    }

    private List<String> detached(NodeSpec node, Command daemon) {
        var words = new ArrayList<String>();
        SETSID.stream().filter(Files::isExecutable).map(Path::toString).forEach(words::add);
        words.addAll(List.of("/bin/sh", "-c", PidFile.RECORD_AND_BECOME));
        words.add(pidFile(node).path().toString());
        words.addAll(daemon.words());
        return words;
    }

    /** Settings of the caller's shell that would change what the daemon does. */
    private static boolean isOurs(String variable) {
        return variable.startsWith("ETCD_") || variable.startsWith("LAB_");
    }

    private PidFile pidFile(NodeSpec node) {
        return new PidFile(home(node).resolve("pid"));
    }

    private Path home(NodeSpec node) {
        return state.resolve(node.name());
    }
}
