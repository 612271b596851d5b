package turtlelab.node.discovery;

import java.util.List;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Peer;

/**
 * Who a node is, for ever: decided once, written before anything else, never changed.
 *
 * @param name at that time; names may change later
 * @param founders the members that the log of a new cluster begins with; empty on a node that
 *     joined, since that one takes the log from the others
 */
public record Identity(ClusterId cluster, MemberId member, String name, List<Peer> founders) {
    public Identity {
        founders = List.copyOf(founders);
    }

    public boolean founder() {
        return !founders.isEmpty();
    }
}
