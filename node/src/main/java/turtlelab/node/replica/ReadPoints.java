package turtlelab.node.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import turtlelab.node.consensus.Consensus;
import turtlelab.node.consensus.Refusal;

/**
 * Read points in rounds: whoever comes while a round is under way shares the next one, so that any
 * number of readers costs one question to consensus at a time. A round without an answer is asked
 * anew, for a later point is as good. Then readers wait until this member has applied it. Any
 * thread; the lock is held for a few instructions only.
 */
final class ReadPoints {
    private static final long PATIENCE_NANOS = 500_000_000;

    private final Leadership leadership;
    private final Answers answers;
    private final long timeoutNanos;
    private final PriorityQueue<Confirmed> confirmed =
            new PriorityQueue<>((one, other) -> Long.compare(one.index, other.index));
    private List<Reader> gathering = new ArrayList<>();
    private @Nullable Round underWay;
    private int readers;
    private final LongAdder slow = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private long applied;

    private record Reader(CompletableFuture<Outcome.ReadPoint> future, long deadline) {}

    private record Confirmed(long index, List<Reader> readers) {}

    /** One question to consensus and who waits for the answer. */
    private static final class Round {
        private final List<Reader> readers;
        private final long askedAt;

        Round(List<Reader> readers, long askedAt) {
            this.readers = readers;
            this.askedAt = askedAt;
        }
    }

    ReadPoints(Leadership leadership, Answers answers, long timeoutNanos) {
        this.leadership = leadership;
        this.answers = answers;
        this.timeoutNanos = timeoutNanos;
    }

    /** Waits for a point that is new enough for whatever was acknowledged before. */
    CompletableFuture<Outcome.ReadPoint> next() {
        var reader = reader();
        synchronized (this) {
            if (readers >= ReplicaSettings.MAX_PENDING) {
                return CompletableFuture.completedFuture(refusal(Refusal.OVERLOADED));
            }
            readers++;
            gathering.add(reader);
        }
        ask();
        return reader.future;
    }

    /** Waits until the entry at a position is applied here. */
    CompletableFuture<Outcome.ReadPoint> applied(long index) {
        var reader = reader();
        synchronized (this) {
            readers++;
        }
        confirm(List.of(reader), index);
        return reader.future;
    }

    /** The state was published up to a position. Apply thread. */
    void appliedUpTo(long index) {
        var done = new ArrayList<Reader>();
        synchronized (this) {
            applied = index;
            for (var first = confirmed.peek();
                    first != null && first.index <= index;
                    first = confirmed.peek()) {
                done.addAll(first.readers);
                confirmed.remove();
            }
        }
        answer(done, new Outcome.ReadPoint(Optional.empty(), false));
    }

    /** Asks again what was not answered, and gives up what is too late. Timer thread. */
    void tick() {
        var now = leadership.time().nanos();
        var late = new ArrayList<Reader>();
        synchronized (this) {
            var round = underWay;
            if (round != null && now - round.askedAt >= PATIENCE_NANOS) {
                abandon(round);
            }
            take(gathering, now, late);
            for (var point : confirmed) {
                take(point.readers, now, late);
            }
        }
        var known = leadership.consensusWithLeader() != null;
        Optional<Refusal> why = known ? Optional.empty() : Optional.of(Refusal.NO_LEADER);
        slow.add(late.size());
        answer(late, new Outcome.ReadPoint(why, true));
        ask();
    }

    ReplicaMetrics.Reads figures() {
        return new ReplicaMetrics.Reads(slow.sum(), failed.sum());
    }

    /** Refuses everybody. */
    void close() {
        var everybody = new ArrayList<Reader>();
        synchronized (this) {
            everybody.addAll(gathering);
            gathering.clear();
            confirmed.forEach(point -> everybody.addAll(point.readers));
            confirmed.clear();
            if (underWay != null) {
                everybody.addAll(underWay.readers);
                underWay = null;
            }
        }
        answer(everybody, refusal(Refusal.STOPPED));
    }

    private Reader reader() {
        return new Reader(new CompletableFuture<>(), leadership.time().nanos() + timeoutNanos);
    }

    private void ask() {
        var consensus = leadership.consensusWithLeader();
        if (consensus == null) {
            return;
        }
        Round round;
        synchronized (this) {
            if (underWay != null || gathering.isEmpty()) {
                return;
            }
            round = new Round(gathering, leadership.time().nanos());
            underWay = round;
            gathering = new ArrayList<>();
        }
        consensus.readPoint(
                new Consensus.ReadAnswer() {
                    @Override
                    public void confirmed(long index) {
                        if (end(round)) {
                            confirm(round.readers, index);
                        }
                        ask();
                    }

                    @Override
                    public void refused(Refusal refusal) {
                        refuse(round, refusal);
                    }
                });
    }

    private synchronized boolean end(Round round) {
        if (underWay != round) {
            return false;
        }
        underWay = null;
        return true;
    }

    private void confirm(List<Reader> readers, long index) {
        synchronized (this) {
            if (index > applied) {
                confirmed.add(new Confirmed(index, new ArrayList<>(readers)));
                return;
            }
        }
        answer(readers, new Outcome.ReadPoint(Optional.empty(), false));
    }

    /** Without a leader the readers wait for the next one; anything else they are told. */
    private void refuse(Round round, Refusal refusal) {
        synchronized (this) {
            if (underWay != round) {
                return;
            }
            if (refusal == Refusal.NO_LEADER) {
                abandon(round);
                return;
            }
            underWay = null;
        }
        failed.add(round.readers.size());
        answer(round.readers, refusal(refusal));
    }

    private void abandon(Round round) {
        gathering.addAll(round.readers);
        underWay = null;
    }

    private static void take(List<Reader> from, long now, List<Reader> late) {
        from.removeIf(reader -> now - reader.deadline >= 0 && late.add(reader));
    }

    private void answer(List<Reader> whom, Outcome.ReadPoint what) {
        if (whom.isEmpty()) {
            return;
        }
        synchronized (this) {
            readers -= whom.size();
        }
        answers.give(() -> whom.forEach(reader -> reader.future.complete(what)));
    }

    private static Outcome.ReadPoint refusal(Refusal refusal) {
        return new Outcome.ReadPoint(Optional.of(refusal), false);
    }
}
