package turtlelab.node.consensus;

import turtlelab.node.base.MemberId;

/**
 * Carries messages to other members. {@code send} never blocks and never throws; it may lose,
 * delay, duplicate and reorder. Queues behind it are bounded: what does not fit is dropped.
 */
public interface Transport {
    void send(MemberId to, Message message);

    /** The members to be reached from now on, with their URLs; called when a change is applied. */
    void membershipChanged(Membership membership);
}
