package turtlelab.node.replica;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import turtlelab.node.base.Bytes;
import turtlelab.node.consensus.Consensus;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.state.AnswerRoom;

/** A proposal that somebody waits for. The stage decides who may do what; only one side wins it. */
final class Pending {
    /** Where a proposal is. */
    enum Stage {
        /** In no log: proposed when there is a leader, or given up at the deadline. */
        WAITING,
        /** Handed to consensus: it may be in a log. */
        PROPOSED,
        /** Answered, whatever the answer. */
        OVER
    }

    private final Body body;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private final long deadline;
    private volatile long proposedAt;

    /** What is proposed, and how its answers look. */
    sealed interface Body {
        int size();

        /** A command for the state, and where what it is told finds room. */
        record OfCommand(Bytes encoded, AnswerRoom room, CompletableFuture<Outcome> future)
                implements Body {
            @Override
            public int size() {
                return encoded.length();
            }
        }

        /** A membership change with its id as context; of one term only, unless that is 0. */
        record OfChange(
                MembershipChange change,
                Bytes context,
                long term,
                CompletableFuture<Outcome.Change> future)
                implements Body {
            @Override
            public int size() {
                return context.length();
            }
        }
    }

    Pending(Body body, long deadline) {
        this.body = body;
        this.deadline = deadline;
    }

    Body body() {
        return body;
    }

    long deadline() {
        return deadline;
    }

    long proposedAt() {
        return proposedAt;
    }

    boolean isWaiting() {
        return stage.get() == Stage.WAITING;
    }

    /** Hands it to consensus unless that was done or it is over. */
    void propose(Consensus consensus, long now, Consumer<Refusal> refused) {
        if (!isWaiting()) {
            return;
        }
        proposedAt = now;
        if (!stage.compareAndSet(Stage.WAITING, Stage.PROPOSED)) {
            return;
        }
        switch (body) {
            case Body.OfCommand(var encoded, _, _) -> consensus.propose(encoded, refused);
            case Body.OfChange(var change, var context, var term, _) ->
                    consensus.propose(change, context, term, refused);
        }
    }

    /** Back to waiting: consensus says that it is in no log. */
    void refused() {
        stage.compareAndSet(Stage.PROPOSED, Stage.WAITING);
    }

    /**
     * Takes the right to answer, and tells at which stage that was; OVER when it was taken before.
     */
    Stage finish() {
        return stage.getAndSet(Stage.OVER);
    }

    void notApplied(Refusal refusal) {
        switch (body) {
            case Body.OfCommand(_, _, var future) ->
                    future.complete(new Outcome.NotApplied(refusal));
            case Body.OfChange(_, _, _, var future) ->
                    future.complete(new Outcome.Change.NotApplied(refusal));
        }
    }

    void unknown(Outcome.Reason reason) {
        switch (body) {
            case Body.OfCommand(_, _, var future) -> future.complete(new Outcome.Unknown(reason));
            case Body.OfChange(_, _, _, var future) ->
                    future.complete(new Outcome.Change.Unknown(reason));
        }
    }
}
