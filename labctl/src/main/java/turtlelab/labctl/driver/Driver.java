package turtlelab.labctl.driver;

import java.util.Optional;
import java.util.Set;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.Shell;

/**
 * Where nodes live: as processes, in network namespaces, in containers, in virtual machines. All
 * methods may be called for several nodes at once, and all are safe to repeat. Start, stop, kill
 * and the other faults are written once above this, on {@link #process} and {@link #shell}.
 */
public interface Driver {

    /** As it is written in {@code lab.yaml}. */
    String name();

    Set<Capability> capabilities();

    /** Where the node lives, or will live; touches nothing. */
    Place place(NodeSpec node);

    /** Makes the node's place; leaves one that is there as it is. */
    void create(NodeSpec node);

    /** Removes the node's place with all data and logs; its daemon must have been stopped. */
    void destroy(NodeSpec node);

    /** Commands on the node's machine. */
    Shell shell(NodeSpec node);

    /**
     * Starts the node's daemon, to live on when labctl ends; must not be called for a living one.
     */
    void launch(NodeSpec node, Command daemon);

    /** The node's daemon if it lives, and only if it is the one that we launched. */
    Optional<NodeProcess> process(NodeSpec node);
}
