package turtlelab.node.replica;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Consensus;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.StateMachine.RoleChange;

/** Who leads, as far as this member knows, and who wants to hear of it. Any thread. */
final class Leadership {
    private final Time time;
    private final List<Consumer<RoleChange>> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder changes = new LongAdder();
    private volatile @Nullable Consensus consensus;
    private volatile @Nullable RoleChange current;
    private volatile @Nullable Long lostAt;

    Leadership(Time time) {
        this.time = time;
    }

    Time time() {
        return time;
    }

    void connect(Consensus engine) {
        consensus = engine;
    }

    /** Hears of the present role at once, when there is one, and of every later one. */
    void listen(Consumer<RoleChange> listener) {
        synchronized (listeners) { // else a change could be told before the role it ended
            listeners.add(listener);
            var now = current;
            if (now != null) {
                listener.accept(now);
            }
        }
    }

    /** Engine thread. */
    void changed(RoleChange change) {
        var before = leader();
        if (!before.isNone() && !before.equals(change.leader())) {
            lostAt = time.nanos();
        }
        if (!change.leader().isNone() && !before.equals(change.leader())) {
            changes.increment();
        }
        synchronized (listeners) {
            current = change;
            listeners.forEach(listener -> listener.accept(change));
        }
    }

    /** Null while no leader is known. */
    @Nullable Consensus consensusWithLeader() {
        return leader().isNone() ? null : consensus;
    }

    /** Null before the engine is there. */
    @Nullable Consensus consensus() {
        return consensus;
    }

    /** Moves leadership; completes with empty when it moved. */
    CompletableFuture<Optional<Refusal>> transfer(MemberId to, Answers answers, Duration patience) {
        var engine = consensus;
        if (engine == null) {
            return CompletableFuture.completedFuture(Optional.of(Refusal.NOT_LEADER));
        }
        var future = new CompletableFuture<Optional<Refusal>>();
        engine.transferLeadership(
                to,
                new Consensus.TransferAnswer() {
                    @Override
                    public void transferred() {
                        answers.give(() -> future.complete(Optional.empty()));
                    }

                    @Override
                    public void refused(Refusal refusal) {
                        answers.give(() -> future.complete(Optional.of(refusal)));
                    }
                });
        return future.completeOnTimeout(
                Optional.of(Refusal.TRANSFER_TIMED_OUT),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Runs something on the apply thread, once there is an engine. */
    void betweenBatches(Runnable errand) {
        var engine = consensus;
        if (engine != null) {
            engine.betweenBatches(errand);
        }
    }

    /** Whether a leader was lost at or after a reading of the clock. */
    boolean lostSince(long nanos) {
        var lost = lostAt;
        return lost != null && lost - nanos >= 0;
    }

    long leadersSeen() {
        return changes.sum();
    }

    private MemberId leader() {
        var now = current;
        return now == null ? MemberId.NONE : now.leader();
    }
}
