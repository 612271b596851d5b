package turtlelab.labctl.driver.vagrant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import turtlelab.labctl.driver.Capability;
import turtlelab.labctl.driver.Driver;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.driver.Place;
import turtlelab.labctl.driver.local.ProcessIdentity;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.Shell;

/**
 * Nodes as virtual machines. The Vagrantfile beside {@code lab.yaml} says what machines are and has
 * each provisioned; the daemon is the unit {@code turtled} in the machine, which nobody but us
 * starts. Machines that were raised by a plain {@code vagrant up} are taken over.
 */
public final class VagrantDriver implements Driver {

    public static final String NAME = "vagrant";

    private static final String UNIT = "turtled";
    private static final Path SETTINGS = Path.of("/etc/turtled");

    /** Read by the unit at its start, before what an administrator wrote. */
    private static final String ENVIRONMENT = "lab.env";

    private static final int NO_SUCH_UNIT = 5;

    private final Path state;
    private final Vagrant vagrant;

    /** Machines of the Vagrantfile beside this folder. */
    public VagrantDriver(Path state) {
        this(state, System.getenv());
    }

    /** The same, with the programs that this environment leads to. */
    VagrantDriver(Path state, Map<String, String> environment) {
        this.state = state.toAbsolutePath().normalize();
        this.vagrant = new Vagrant(this.state, environment);
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
        return new Place(
                node.vm(),
                List.of("localhost"),
                SETTINGS.resolve("turtled.conf"),
                Path.of("/var/lib/turtled"),
                Path.of("/var/log/journal"),
                SETTINGS.resolve("provisioned"));
    }

    @Override
    public boolean carriesTheDaemon() {
        return true;
    }

    @Override
    public boolean findsNodes() {
        return vagrant.hasMachines();
    }

    /** A machine that lacks only its settings is left as it is: booting anew takes minutes. */
    @Override
    public void create(List<NodeSpec> nodes, Consumer<String> told) {
        var missing = nodes.stream().filter(node -> !isThere(node)).toList();
        if (!missing.isEmpty()) {
            vagrant.up(missing, told);
        }
    }

    /** Whether {@code bootstrap/} has done its work there: programs, names, address. */
    private boolean isThere(NodeSpec node) {
        var look =
                "test -x /usr/bin/turtled && grep -q ' %s # turtlelab$' /etc/hosts"
                        + " && ip -o -4 addr | grep -q ' inet %s/'";
        var command = Command.of("/bin/sh", "-c", look.formatted(node.name(), node.vm()));
        try {
            return vagrant.hasMachines() && shell(node).run(command).succeeded();
        } catch (MachineLost _) {
            return false;
        }
    }

    @Override
    public void destroy(List<NodeSpec> nodes) {
        vagrant.destroy(nodes);
        nodes.forEach(this::forgetLog);
    }

    private void forgetLog(NodeSpec node) {
        try {
            Files.deleteIfExists(startLog(node));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Shell shell(NodeSpec node) {
        return new SshShell(node.name(), () -> vagrant.access(node));
    }

    /**
     * What the start said is kept in {@code NODE.log} in the lab's state folder.
     *
     * @throws LabFailure when the unit does not start, or there is none
     */
    @Override
    public void launch(NodeSpec node, Command daemon) {
        var start =
                "mkdir -p %2$s && printf %%s %4$s >%2$s/%3$s && systemctl start %1$s"
                        + " && systemctl status --no-pager --lines=20 %1$s";
        var environment = Command.of(daemon.environmentLines()).shown();
        var script = start.formatted(UNIT, SETTINGS, ENVIRONMENT, environment);
        var command = Command.of("/bin/sh", "-c", script);
        var output = shell(node).run(command);
        append(startLog(node), output);
        if (output.exitCode() == NO_SUCH_UNIT) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    ("the machine %s has no turtled: its image was made without it; run"
                                    + " bootstrap/install.sh there, or `labctl down` and `up`")
                            .formatted(node.name()));
        }
        if (!output.succeeded()) {
            throw new CommandFailed(command, output);
        }
    }

    private static void append(Path file, Output output) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    output.out() + output.err(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path startLog(NodeSpec node) {
        return state.resolve(node.name() + ".log");
    }

    @Override
    public Optional<NodeProcess> process(NodeSpec node) {
        var look =
                "pid=$(systemctl show --property=MainPID --value %s)"
                        + " && cat /proc/$pid/stat && grep VmRSS: /proc/$pid/status";
        var command = Command.of("/bin/sh", "-c", look.formatted(UNIT));
        return parse(shell(node).run(command).out());
    }

    /** The daemon, from its line of {@code /proc/PID/stat} and that of its memory. */
    static Optional<NodeProcess> parse(String look) {
        var lines = look.lines().toList();
        if (lines.size() != 2) {
            return Optional.empty(); // MainPID is 0, or it went while we looked
        }
        long resident = Long.parseLong(lines.get(1).replaceAll("[^0-9]", "")) * 1024;
        return ProcessIdentity.parse(lines.getFirst())
                .filter(ProcessIdentity.Stat::isAlive)
                .map(it -> new NodeProcess(it.identity().pid(), it.isPaused(), resident));
    }

    @Override
    public Command log(NodeSpec node, int lines, boolean follow) {
        var read = "journalctl --unit=%s --output=cat --no-pager --lines=%d".formatted(UNIT, lines);
        return Command.of("/bin/sh", "-c", follow ? read + " --follow" : read);
    }

    @Override
    public String reach(NodeSpec node, int port) {
        return vagrant.reach(node, port);
    }
}
