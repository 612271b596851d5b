package turtlelab.labctl.stage;

import java.util.List;
import turtlelab.labctl.driver.NodeSpec;

/** What fake nodes agree on. */
interface FakeCluster {

    /** The nodes that run, by name. */
    List<NodeSpec> running();

    /** A node's member ID. */
    default long id(NodeSpec node) {
        return 1L + Math.floorMod(node.name().hashCode(), 1_000);
    }

    /** The member ID of the first that runs. */
    default long leader() {
        return running().isEmpty() ? 0 : id(running().getFirst());
    }
}
