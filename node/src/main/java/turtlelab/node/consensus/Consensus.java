package turtlelab.node.consensus;

import java.util.function.Consumer;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;

/**
 * The line: below it a group of nodes agrees on an order of opaque entries; above it nobody knows
 * how.
 *
 * <p>Nothing here blocks. Callbacks are called at most once, on the engine's thread, and must not
 * block or throw. What was proposed comes back through {@link StateMachine#apply}, on every member;
 * whoever waits for it sets his own deadline, because after a lost leader nobody can say whether it
 * happened.
 */
public interface Consensus extends AutoCloseable {
    /** Proposes a command from any member; followers forward to the leader. */
    void propose(Bytes command, Consumer<Refusal> refused);

    /**
     * Proposes a membership change; it comes back through {@link StateMachine#changeMembership}
     * with the context.
     *
     * @param term 0 from any member; otherwise it is taken only while this member leads in exactly
     *     that term, and never forwarded: what a leader decided does not outlive its reign
     */
    void propose(MembershipChange change, Bytes context, long term, Consumer<Refusal> refused);

    /**
     * Asks for a read point (thesis 6.4): once this member has applied it, local state is at least
     * as new as everything acknowledged before this call.
     */
    void readPoint(ReadAnswer answer);

    /** Moves leadership; only the leader can. {@code outcome} gets null when it has moved. */
    void transferLeadership(MemberId to, TransferAnswer answer);

    /**
     * Runs something short on the apply thread, between two batches. Lost when the node stops. Must
     * not be called on the apply thread: it waits while that one has very much to do.
     */
    void betweenBatches(Runnable errand);

    /** A recent picture, for people and health checks; never for decisions about safety. */
    Status status();

    /** The answer to {@link #readPoint}. */
    interface ReadAnswer {
        void confirmed(long index);

        void refused(Refusal refusal);
    }

    /** The answer to {@link #transferLeadership}. */
    interface TransferAnswer {
        void transferred();

        void refused(Refusal refusal);
    }
}
