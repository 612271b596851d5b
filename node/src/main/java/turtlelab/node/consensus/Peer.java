package turtlelab.node.consensus;

import java.util.List;
import turtlelab.node.base.MemberId;

/**
 * A member as consensus knows it: an identity, where its peer port is, and whether it may vote.
 * Names and client URLs belong to the layer above.
 *
 * @param peerUrls not empty, sorted, in etcd's normal form ({@code http://host:port})
 */
public record Peer(MemberId id, List<String> peerUrls, boolean learner) {
    public Peer {
        peerUrls = peerUrls.stream().sorted().toList();
    }

    public boolean voter() {
        return !learner;
    }
}
