package turtlelab.labctl.driver.vagrant;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.driver.machine.MachineDriver;
import turtlelab.labctl.driver.machine.Unit;
import turtlelab.labctl.exec.Command;

/**
 * Nodes as virtual machines. The Vagrantfile beside {@code lab.yaml} says what machines are and has
 * each provisioned; the daemon is the unit {@code turtled} in the machine, which nobody but us
 * starts. Machines that were raised by a plain {@code vagrant up} are taken over.
 */
public final class VagrantDriver implements MachineDriver {

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
    public Unit unit() {
        return unit;
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
    public List<String> access(NodeSpec node) {
        return vagrant.ssh().words(node);
    }

    @Override
    public String reach(NodeSpec node, int port) {
        return vagrant.ssh().reach(node, port);
    }
}
