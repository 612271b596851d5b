package turtlelab.labctl.driver.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import turtlelab.labctl.driver.Capability;
import turtlelab.labctl.driver.Driver;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.driver.Place;
import turtlelab.labctl.driver.local.HostProcesses;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.Shell;

/**
 * Nodes as containers that have the daemon as their only process: starting it starts the container,
 * killing it ends the container, and data and settings lie in the node's folder on this machine.
 * The image is made by {@code packaging/container}; nothing is fetched from a registry.
 *
 * <p>Containers and network carry the label {@code turtlelab=FOLDER}, by which they are known even
 * when labctl was killed between making and using them.
 */
public final class DockerDriver implements Driver {

    public static final String NAME = "docker";

    private static final String IMAGE = "localhost/turtlelab/turtled";
    private static final long KIB = 1024;
    private static final String LOOK = "{{.State.Running}} {{.State.Paused}} {{.State.Pid}}";

    private final Map<String, String> environment;
    private final String lab;
    private final HostProcesses folders;
    private final Shell here = new LocalShell(Duration.ofSeconds(10));

    /** Nodes whose files live under this folder. */
    public DockerDriver(Path state) {
        this(state, System.getenv());
    }

    /** The same, with the program that this environment leads to. */
    DockerDriver(Path state, Map<String, String> environment) {
        this.environment = environment;
        this.lab = state.toAbsolutePath().normalize().toString();
        this.folders = new HostProcesses(state);
    }

    /** What this machine lacks, with its cure; empty when it lacks nothing. */
    public static Optional<String> lacking(Map<String, String> environment) {
        return Containers.lacking(environment);
    }

    private Containers containers() {
        return Containers.in(environment);
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
        return folders.place(node, node.vm(), List.of("localhost"));
    }

    @Override
    public boolean carriesTheDaemon() {
        return true;
    }

    @Override
    public void create(List<NodeSpec> nodes, Consumer<String> told) {
        var containers = containers();
        checkImage(containers);
        var network = Network.of(containers, lab, nodes);
        network.make();
        for (var node : nodes) {
            folders.create(node);
            if (owner(containers, node).isEmpty()) {
                containers.expect(creation(node, network.name()));
            }
        }
    }

    private static void checkImage(Containers containers) {
        if (!containers.run("image", "inspect", IMAGE).succeeded()) {
            throw new LabFailure(
                    LabFailure.Kind.CONFIGURATION,
                    "%s has no image %s: run packaging/container, which makes it"
                            .formatted(containers.program(), IMAGE));
        }
    }

    private List<String> creation(NodeSpec node, String network) {
        var home = folders.home(node).toString();
        var words = new ArrayList<>(List.of("create", "--name", container(node)));
        words.addAll(List.of("--label", Network.LABEL + "=" + lab, "--hostname", node.name()));
        words.addAll(List.of("--network", network, "--ip", node.vm()));
        words.addAll(List.of("--volume", home + ":" + home, "--user", user()));
        words.addAll(List.of("--stop-timeout", "10", IMAGE));
        words.addAll(List.of("/bin/sh", "-c", daemon(node)));
        return words;
    }

    /** Its environment is a file, since a container's own is fixed when it is created. */
    private String daemon(NodeSpec node) {
        var turtled = Command.of("turtled", "--env-file", place(node).conf().toString());
        return "set -a && . %s && exec %s"
                .formatted(Command.of(environment(node).toString()).shown(), turtled.shown());
    }

    private Path environment(NodeSpec node) {
        return folders.home(node).resolve("lab.env");
    }

    /** As whom labctl runs, so that what the daemon writes can be removed by it. */
    private String user() {
        var ask = Command.of("/bin/sh", "-c", "echo \"$(id -u):$(id -g)\"");
        return here.expect(ask).strip();
    }

    /** Unique on this machine, also among labs in other folders. */
    private String container(NodeSpec node) {
        return "lab%08x-%s".formatted(lab.hashCode(), node.name());
    }

    private Optional<String> owner(Containers containers, NodeSpec node) {
        return containers.look("container", container(node), "{{.Name}}");
    }

    @Override
    public void destroy(List<NodeSpec> nodes) {
        var found = Containers.of(environment);
        if (found.isPresent()) {
            var containers = found.get();
            for (var node : nodes) {
                if (owner(containers, node).isPresent()) {
                    containers.expect(List.of("rm", "--force", "--volumes", container(node)));
                }
            }
            Network.of(containers, lab, nodes).removeIfUnused();
        }
        nodes.forEach(folders::destroy);
    }

    @Override
    public Shell shell(NodeSpec node) {
        return new ContainerShell(containers(), container(node));
    }

    /** The container knows its command, and reads its environment from the node's folder. */
    @Override
    public void launch(NodeSpec node, Command daemon) {
        here.write(environment(node), daemon.environmentLines());
        containers().expect(List.of("start", container(node)));
    }

    @Override
    public Optional<NodeProcess> process(NodeSpec node) {
        return Containers.of(environment)
                .flatMap(it -> it.look("container", container(node), LOOK))
                .flatMap(DockerDriver::parse)
                .map(it -> new NodeProcess(it.pid(), it.paused(), resident(it.pid())));
    }

    /** Its memory, where containers are processes of this very machine; else 0. */
    private long resident(long pid) {
        var look = here.run(Command.of("grep", "VmRSS:", "/proc/%d/status".formatted(pid)));
        var kilobytes = look.out().replaceAll("[^0-9]", "");
        return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) * KIB;
    }

    /** The daemon, from {@code RUNNING PAUSED PID}. */
    static Optional<NodeProcess> parse(String look) {
        var words = look.split(" ", -1);
        boolean paused = words[1].equals("true");
        return words[0].equals("true") || paused
                ? Optional.of(new NodeProcess(Long.parseLong(words[2]), paused, 0))
                : Optional.empty();
    }

    /** Pausing freezes the container: a daemon that is its first process may ignore SIGSTOP. */
    @Override
    public Output signal(NodeSpec node, NodeProcess daemon, String signal) {
        var containers = containers();
        return switch (signal) {
            case "STOP" -> containers.run("pause", container(node));
            case "CONT" ->
                    daemon.paused() // else docker and podman call it an error
                            ? containers.run("unpause", container(node))
                            : new Output(0, "", "");
            default -> {
                var killed = containers.run("kill", "--signal", signal, container(node));
                if (daemon.paused()) { // what is frozen hears nothing
                    containers.run("unpause", container(node));
                }
                yield killed;
            }
        };
    }

    @Override
    public Command log(NodeSpec node, int lines, boolean follow) {
        var words = new ArrayList<>(List.of("logs", "--tail", String.valueOf(lines)));
        if (follow) {
            words.add("--follow");
        }
        words.add(container(node));
        // What the daemon writes to stderr is its log.
        var shown = containers().command(words).shown();
        return Command.of("/bin/sh", "-c", "exec " + shown + " 2>&1");
    }
}
