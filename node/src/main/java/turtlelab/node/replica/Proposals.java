package turtlelab.node.replica;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.StateMachine.AppliedChange;
import turtlelab.node.replica.wire.CommandCodec;
import turtlelab.node.replica.wire.MalformedCommand;
import turtlelab.node.replica.wire.ProposalId;
import turtlelab.node.state.AnswerRoom;

/**
 * Everything proposed by this member that is not answered yet, by sequence. What consensus refuses
 * for want of a leader waits here for the next one: a refused proposal is in no log, so that is
 * safe. Whatever is left at its deadline is answered as not applied when it never was in a log, as
 * unknown otherwise. Any thread.
 */
final class Proposals {
    private final MemberId self;
    private final Leadership leadership;
    private final Answers answers;
    private final ConcurrentHashMap<Long, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder failed = new LongAdder();
    private volatile boolean closed;

    Proposals(MemberId self, Leadership leadership, Answers answers) {
        this.self = self;
        this.leadership = leadership;
        this.answers = answers;
    }

    /** Takes a proposal in and hands it to consensus as soon as there is a leader. */
    void submit(long sequence, Pending proposal) {
        if (closed || !reserve(proposal)) {
            failed.increment();
            proposal.notApplied(closed ? Refusal.STOPPED : Refusal.OVERLOADED);
            return;
        }
        pending.put(sequence, proposal);
        tryPropose(sequence, proposal);
    }

    /** A proposal was applied; gives what waits for it, if it is ours and anybody still does. */
    Pending.@Nullable Body applied(ProposalId id) {
        var proposal = id.origin().equals(self) ? remove(id.sequence()) : null;
        return proposal == null || proposal.finish() == Pending.Stage.OVER ? null : proposal.body();
    }

    /** Where the answer to a proposal finds room, if anybody here waits for it. */
    AnswerRoom roomOf(ProposalId id) {
        var proposal = id.origin().equals(self) ? pending.get(id.sequence()) : null;
        return proposal != null && proposal.body() instanceof Pending.Body.OfCommand command
                ? command.room()
                : AnswerRoom.NOBODY_WAITS;
    }

    /** A membership change had its turn; gives how to tell who waits for it, if anybody does. */
    Optional<Runnable> changed(AppliedChange change, Membership after) {
        var id = ProposalId.ofContext(change.context()).orElse(null);
        if (id == null || !(applied(id) instanceof Pending.Body.OfChange(_, _, _, var future))) {
            return Optional.empty();
        }
        Outcome.Change outcome =
                change.refusal().isPresent()
                        ? new Outcome.Change.DidNotFit(change.refusal().get())
                        : new Outcome.Change.Changed(after);
        return Optional.of(() -> future.complete(outcome));
    }

    /** Proposes what waits, and gives up what is too late. Timer thread. */
    void tick() {
        var now = leadership.time().nanos();
        pending.forEach(
                (sequence, proposal) -> {
                    if (now - proposal.deadline() >= 0) {
                        expire(sequence, proposal);
                    } else {
                        tryPropose(sequence, proposal);
                    }
                });
    }

    /** Refuses everything from now on; what is under way is answered as far as it can be. */
    void close() {
        closed = true;
        pending.forEach(this::expire);
    }

    int underWay() {
        return count.get();
    }

    long failures() {
        return failed.sum();
    }

    /**
     * The way to refuse it must not lead to the proposal itself: consensus keeps that for thousands
     * of those that it forwarded, since it is told nothing of their success.
     */
    private void tryPropose(long sequence, Pending proposal) {
        var consensus = leadership.consensusWithLeader();
        if (consensus != null) {
            proposal.propose(
                    consensus, leadership.time().nanos(), refusal -> refused(sequence, refusal));
        }
    }

    private void refused(long sequence, Refusal refusal) {
        var proposal = pending.get(sequence);
        if (proposal == null) {
            return;
        }
        if (refusal == Refusal.NO_LEADER) {
            proposal.refused();
        } else if (remove(sequence) != null && proposal.finish() != Pending.Stage.OVER) {
            failed.increment();
            answers.give(() -> proposal.notApplied(refusal));
        }
    }

    private void expire(long sequence, Pending proposal) {
        if (remove(sequence) == null) {
            return;
        }
        failed.increment();
        switch (proposal.finish()) {
            case WAITING -> {
                var refusal = closed ? Refusal.STOPPED : Refusal.NO_LEADER;
                answers.give(() -> proposal.notApplied(refusal));
            }
            case PROPOSED -> {
                var reason =
                        leadership.lostSince(proposal.proposedAt())
                                ? Outcome.Reason.LEADER_LOST
                                : Outcome.Reason.TIMED_OUT;
                answers.give(() -> proposal.unknown(reason));
            }
            case OVER -> {}
        }
    }

    private boolean reserve(Pending proposal) {
        var size = proposal.body().size();
        var pendingNow = count.incrementAndGet();
        var bytesNow = bytes.addAndGet(size);
        var fits =
                pendingNow <= ReplicaSettings.MAX_PENDING
                        && bytesNow <= ReplicaSettings.MAX_PENDING_BYTES;
        if (!fits) {
            release(proposal);
        }
        return fits;
    }

    private void release(Pending proposal) {
        count.decrementAndGet();
        bytes.addAndGet(-proposal.body().size());
    }

    private @Nullable Pending remove(long sequence) {
        var removed = Optional.ofNullable(pending.remove(sequence));
        removed.ifPresent(this::release);
        return removed.orElse(null);
    }

    /** The proposal that an entry of the log holds. */
    static CommandCodec.Proposal decode(Entry entry) {
        try {
            return CommandCodec.decode(entry.data());
        } catch (MalformedCommand e) {
            throw new IllegalStateException(
                    "entry " + entry.index() + " of the log is not a command known here", e);
        }
    }
}
