package turtlelab.labctl.driver.machine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import turtlelab.labctl.driver.Capability;
import turtlelab.labctl.driver.Driver;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.driver.Place;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.Shell;

/**
 * A driver whose nodes are machines that carry the daemon: reached over OpenSSH, at the addresses
 * that the lab's file has for machines, with the daemon as a {@link Unit}. What kind of machine it
 * is, how it is made and how one gets to it is left to the driver.
 */
public interface MachineDriver extends Driver {

    /** The daemon in its machines. */
    Unit unit();

    /**
     * The words of an {@code ssh} command up to its host, and to what follows it.
     *
     * @throws turtlelab.labctl.driver.MachineLost when there is no such machine
     */
    List<String> access(NodeSpec node);

    @Override
    default Set<Capability> capabilities() {
        return Set.of(Capability.KILL, Capability.PAUSE);
    }

    @Override
    default Place place(NodeSpec node) {
        return Unit.place(node.vm());
    }

    @Override
    default boolean carriesTheDaemon() {
        return true;
    }

    @Override
    default Shell shell(NodeSpec node) {
        return new SshShell(node.name(), () -> access(node));
    }

    @Override
    default void launch(NodeSpec node, Command daemon) {
        unit().launch(node, shell(node), daemon);
    }

    @Override
    default Optional<NodeProcess> process(NodeSpec node) {
        return Unit.process(shell(node));
    }

    @Override
    default Command log(NodeSpec node, int lines, boolean follow) {
        return Unit.log(lines, follow);
    }
}
