package turtlelab.node.discovery;

import java.time.Duration;
import turtlelab.join.registry.DiscoveryUrl;
import turtlelab.join.srv.SrvCluster;

/** Where a node that has never started finds the first members of its cluster. */
public sealed interface Finding {
    /** It was given the list. */
    record Listed() implements Finding {}

    /** They meet at a discovery service. */
    record AtService(DiscoveryUrl url) implements Finding {}

    /** They are listed in DNS. */
    record InDns(SrvCluster.Question question, Patience patience) implements Finding {}

    /**
     * How long to wait for DNS to be whole.
     *
     * @param expected members; 0 to take whatever is there
     */
    record Patience(int expected, Duration limit) {}
}
