package turtlelab.node.replica;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.Status;
import turtlelab.node.replica.upkeep.Upkeep;
import turtlelab.node.state.AnswerRoom;
import turtlelab.node.state.Command;
import turtlelab.node.state.StateView;

/**
 * One member as everything above sees it: the one door for changes, read points, and the state to
 * read. Nothing here blocks; futures complete within the request deadline (5 s + two election
 * timeouts, etcd's own) on a thread that must not be blocked for long. {@link LocalReplica} is the
 * real one.
 */
public interface Replica {
    MemberId self();

    ClusterId clusterId();

    /** Proposes a command and waits until this member has applied it. */
    default CompletableFuture<Outcome> execute(Command command) {
        return execute(command, AnswerRoom.ALONE);
    }

    /**
     * As {@link #execute(Command)}.
     *
     * @param room for what a write is to be told; asked on the apply thread
     */
    CompletableFuture<Outcome> execute(Command command, AnswerRoom room);

    /** Proposes a membership change and waits until this member has applied it. */
    default CompletableFuture<Outcome.Change> change(MembershipChange change) {
        return changeInTerm(change, 0);
    }

    /**
     * Proposes a membership change that counts only while this member leads in a term; 0 for any.
     */
    CompletableFuture<Outcome.Change> changeInTerm(MembershipChange change, long term);

    /** Waits until local state is at least as new as everything acknowledged before this call. */
    CompletableFuture<Outcome.ReadPoint> readPoint();

    /** Moves leadership; completes with empty when it moved. Only the leader can. */
    CompletableFuture<Optional<Refusal>> transferLeadership(MemberId to);

    /** Applied state, readable from any thread without locks; reads see whole batches only. */
    StateView state();

    /** Rings a bell whenever there is more to read, on the apply thread: it must not block. */
    void onPublication(Runnable bell);

    Status status();

    /** Care for this member's own copy of the state. */
    Upkeep upkeep();

    /** Tells a listener from now on what happens in the v2 tree. */
    void onV2(V2Listener listener);
}
