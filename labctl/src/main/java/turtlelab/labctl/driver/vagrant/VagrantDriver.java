package turtlelab.labctl.driver.vagrant;

import java.nio.file.Path;
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
import turtlelab.labctl.driver.machine.SshShell;
import turtlelab.labctl.driver.machine.Unit;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.Shell;

/**
 * Nodes as virtual machines. The Vagrantfile beside {@code lab.yaml} says what machines are and has
 * each provisioned; the daemon is the unit {@code turtled} in the machine, which nobody but us
 * starts. Machines that were raised by a plain {@code vagrant up} are taken over.
 */
public final class VagrantDriver implements Driver {

    public static final String NAME = "vagrant";

    private final Unit unit;
    private final Vagrant vagrant;

    /** Machines of the Vagrantfile beside this folder. */
    public VagrantDriver(Path state) {
        this(state, System.getenv());
    }

    /** The same, with the programs that this environment leads to. */
    VagrantDriver(Path state, Map<String, String> environment) {
        var folder = state.toAbsolutePath().normalize();
        this.unit = new Unit(folder);
        this.vagrant = new Vagrant(folder, environment);
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
        return Unit.place(node.vm());
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
        nodes.forEach(unit::forgetLog);
    }

    @Override
    public Shell shell(NodeSpec node) {
        return new SshShell(node.name(), () -> vagrant.access(node));
    }

    @Override
    public void launch(NodeSpec node, Command daemon) {
        unit.launch(node, shell(node), daemon);
    }

    @Override
    public Optional<NodeProcess> process(NodeSpec node) {
        return Unit.process(shell(node));
    }

    @Override
    public Command log(NodeSpec node, int lines, boolean follow) {
        return Unit.log(lines, follow);
    }

    @Override
    public String reach(NodeSpec node, int port) {
        return vagrant.reach(node, port);
    }
}
