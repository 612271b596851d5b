package turtlelab.node.consensus.threads;

import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Message;

/** Where a transport delivers. Never blocks and never throws; what does not fit is dropped. */
public interface MessageSink {
    /** A message from a member of this cluster to this member, checked so by the transport. */
    void received(Message message);

    /** The connection to a member broke or cannot be made. A hint, given as often as it is true. */
    void unreachable(MemberId member);
}
