package turtlelab.node.discovery;

import java.time.Duration;
import java.util.List;
import turtlelab.join.elastic.JoinRequest;
import turtlelab.join.registry.DiscoveryUrl;
import turtlelab.join.srv.SrvCluster;

/** Where a node that has never started finds the first members of its cluster. */
public sealed interface Finding {
    /** It was given the list. */
    record Listed() implements Finding {}

    /** A place that lists members. */
    sealed interface Meeting extends Finding {}

    /** They meet at a discovery service. */
    record AtService(DiscoveryUrl url) implements Meeting {}

    /** They meet in the v3 keys of a running cluster: client URLs, and the token. */
    record AtKeys(List<String> endpoints, String token) implements Meeting {
        public AtKeys {
            endpoints = List.copyOf(endpoints);
        }

        /** The place, for people. */
        public String where() {
            return "token %s at %s".formatted(token, String.join(",", endpoints));
        }
    }

    /** They are listed in DNS. */
    record InDns(SrvCluster.Question question, Patience patience) implements Meeting {}

    /** Client URLs of running members; nothing is founded here. */
    record AtSeeds(List<String> clientUrls) implements Meeting {
        public AtSeeds {
            clientUrls = List.copyOf(clientUrls);
        }
    }

    /** It may join at any time of a cluster's life, by a strategy. */
    record Elastic(Meeting meeting, JoinRequest.Manner manner, JoinRequest.Limits limits)
            implements Finding {}

    /**
     * How long to wait for DNS to be whole.
     *
     * @param expected members; 0 to take whatever is there
     */
    record Patience(int expected, Duration limit) {}
}
