package turtlelab.node.consensus.engine;

import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Message;

/**
 * Carries messages to other members. {@code send} never blocks and never throws; it may lose,
 * delay, duplicate and reorder. Queues behind it are bounded: what does not fit is dropped.
 */
public interface Transport {
    void send(MemberId to, Message message);

    /** The members to be reached from now on, with their URLs; called when a change is applied. */
    void membershipChanged(Membership membership);
}
