package turtlelab.labctl.driver;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.Shell;

/**
 * Where nodes live: as processes, in network namespaces, in containers, in virtual machines. All
 * methods may be called by several threads at once, and all are safe to repeat. Start, stop, kill
 * and the other faults are written once above this, on {@link #process} and {@link #shell}.
 *
 * <p>What a driver makes on the machine it records under the lab's state folder before it makes it,
 * so that {@link #destroy} finds it even when labctl was killed in between.
 */
public interface Driver {

    /** As it is written in {@code lab.yaml}. */
    String name();

    Set<Capability> capabilities();

    /** Where the node lives, or will live; touches nothing. */
    Place place(NodeSpec node);

    /**
     * Makes the nodes' places, all together; leaves those that are there as they are.
     *
     * @param told gets a line now and then where it takes long
     * @throws turtlelab.labctl.exec.LabFailure when this machine cannot have such places
     */
    void create(List<NodeSpec> nodes, Consumer<String> told);

    /** Removes the nodes' places with all data and logs; their daemons must have been stopped. */
    void destroy(List<NodeSpec> nodes);

    /** Commands on the node's machine. */
    Shell shell(NodeSpec node);

    /**
     * Starts the node's daemon, to live on when labctl ends; must not be called for a living one.
     *
     * @param daemon where the node's machine carries the daemon only its environment counts
     */
    void launch(NodeSpec node, Command daemon);

    /**
     * The node's daemon if it lives, and only if it is the one that we launched.
     *
     * @throws MachineLost when the node's machine cannot be asked
     */
    Optional<NodeProcess> process(NodeSpec node);

    /**
     * Signals the node's daemon.
     *
     * @param signal such as {@code TERM}
     */
    default Output signal(NodeSpec node, NodeProcess daemon, String signal) {
        var kill = "kill -%s %d".formatted(signal, daemon.pid());
        return shell(node).run(Command.of("/bin/sh", "-c", kill));
    }

    /** {@code HOST:PORT} at which this machine reaches that port of the node. */
    default String reach(NodeSpec node, int port) {
        return place(node).address() + ":" + port;
    }

    /** The command, for {@link #shell}, that writes the last lines of the daemon's log. */
    default Command log(NodeSpec node, int lines, boolean follow) {
        var file = place(node).log().toString();
        return follow
                ? Command.of("tail", "-n", String.valueOf(lines), "-F", file)
                : Command.of("tail", "-n", String.valueOf(lines), file);
    }

    /** Whether nodes are there that somebody made beside labctl, for it to take over. */
    default boolean findsNodes() {
        return false;
    }

    /**
     * Whether the nodes' machines carry the daemon in them, installed; else the daemon of this
     * machine is launched.
     */
    default boolean carriesTheDaemon() {
        return false;
    }
}
