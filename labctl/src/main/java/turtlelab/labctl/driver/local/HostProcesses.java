package turtlelab.labctl.driver.local;

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
import java.util.List;
import java.util.Optional;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.driver.Place;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Shell;
import turtlelab.labctl.exec.Tree;

/**
 * Daemons that are processes of this machine, with their files in a folder of the node's name under
 * the lab's state folder.
 *
 * <p>A daemon leads a session of its own, so that neither Ctrl-C nor the end of labctl's terminal
 * reaches it, and holds none of labctl's streams.
 */
public final class HostProcesses {

    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"));
    private static final Path NOTHING = Path.of("/dev/null");

    private final Path state;
    private final ProcessTable processes = new ProcessTable(Path.of("/proc"));
    private final Shell shell = new LocalShell(Duration.ofSeconds(10));

    /** Daemons whose files live under this folder. */
    public HostProcesses(Path state) {
        this.state = state.toAbsolutePath().normalize();
    }

    /** A node's place with its files in its folder. */
    public Place place(NodeSpec node, String address, List<String> alsoListensOn) {
        var home = home(node);
        return new Place(
                address,
                alsoListensOn,
                home.resolve("turtled.conf"),
                home.resolve("data"),
                home.resolve(node.name() + ".log"),
                home.resolve("provisioned"));
    }

    /** The folder of the node's files. */
    public Path home(NodeSpec node) {
        return state.resolve(node.name());
    }

    /** Makes the node's folder. */
    public void create(NodeSpec node) {
        try {
            Files.createDirectories(home(node));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the node's folder with everything in it. */
    public void destroy(NodeSpec node) {
        Tree.remove(home(node));
    }

    /**
     * Starts the daemon. Two runs of labctl at once launch one daemon, not two: the later one finds
     * it alive.
     *
     * @param prefix words of a program that becomes the daemon, such as {@code nsenter}; may be
     *     empty
     */
    public void launch(NodeSpec node, List<String> prefix, Command daemon) {
        try (var file = FileChannel.open(home(node).resolve("launching"), CREATE, WRITE);
                var _ = file.lock()) {
            if (process(node).isEmpty()) {
                start(node, prefix, daemon);
            }
        } catch (IOException e) {
            throw new CommandFailed(daemon, String.valueOf(e.getMessage()));
        }
    }

    private void start(NodeSpec node, List<String> prefix, Command daemon) throws IOException {
        var log = Redirect.appendTo(home(node).resolve(node.name() + ".log").toFile());
        var builder =
                new ProcessBuilder(detached(node, prefix, daemon))
                        .directory(home(node).toFile())
                        .redirectInput(NOTHING.toFile())
                        .redirectOutput(log)
                        .redirectError(log);
        builder.environment().keySet().removeIf(HostProcesses::isOurs);
        builder.environment().putAll(daemon.environment());
        var record = pidFile(node).path();
        Files.deleteIfExists(record);
        var process = builder.start();
        processes
                .look(process.pid())
                .ifPresent(it -> shell.write(record, PidFile.of(it.identity())));
    }

    /** The node's daemon, if it lives. */
    public Optional<NodeProcess> process(NodeSpec node) {
        return pidFile(node).process();
    }

    private List<String> detached(NodeSpec node, List<String> prefix, Command daemon) {
        var words = new ArrayList<String>();
        SETSID.stream().filter(Files::isExecutable).map(Path::toString).forEach(words::add);
        words.addAll(prefix);
        words.addAll(pidFile(node).recorded(daemon.words()));
        return words;
    }

    /** Settings of the caller's shell that would change what the daemon does. */
    private static boolean isOurs(String variable) {
        return variable.startsWith("ETCD_") || variable.startsWith("LAB_");
    }

    private PidFile pidFile(NodeSpec node) {
        return new PidFile(home(node).resolve("pid"));
    }
}
