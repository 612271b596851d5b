package turtlelab.node.peer;

import java.time.Duration;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Message;

/** What the peer port tells the node. Called on event loops: must not block or throw. */
public interface PeerListener {
    /** A whole, well-formed message to this member from a member of this cluster. */
    void received(Message message);

    /** The connection to a member broke or could not be made: what was sent may be lost. */
    void unreachable(MemberId peer);

    /** A member has answered a ping. */
    void answered(MemberId peer, Duration roundTrip);

    /** Another member says that this one was removed for ever. */
    void removed();
}
