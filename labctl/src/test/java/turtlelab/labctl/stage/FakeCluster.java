package turtlelab.labctl.stage;

import java.util.List;
import java.util.Set;
import turtlelab.labctl.driver.NodeSpec;

/** What fake nodes agree on. */
interface FakeCluster {

    /** The nodes that run, by name. */
    List<NodeSpec> running();

    /** Hosts of members that have no vote, whether they run or not. */
    Set<String> learners();

    /** The member ID of whoever lives at a host. */
    default long id(String host) {
        return 1L + Math.floorMod(host.hashCode(), 100_000);
    }

    /** The member ID of the first that runs. */
    default long leader() {
        return running().isEmpty() ? 0 : id(running().getFirst().local());
    }
}
