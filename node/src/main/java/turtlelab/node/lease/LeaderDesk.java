package turtlelab.node.lease;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.lease.Lease;

/**
 * Answers about leases while this member leads, and lets them expire.
 *
 * <p>An answer needs a leader that still is one: a keepalive answered by a deposed leader would be
 * lost on the new one. So a quorum confirms it by a read point (one heartbeat round, shared by all
 * who ask), unless it did so within the last {@link #TRUST}. That is far less than an election
 * timeout, within which followers elect nobody else; should a leader hand over within that time,
 * its heir spares leases for just as long.
 */
final class LeaderDesk {
    static final Duration TRUST = Duration.ofMillis(100);

    /** Of one proposal; with ten a second, etcd's 1000 revocations a second. */
    private static final int MOST_EXPIRED = 100;

    private final Replica replica;
    private final Time time;
    private final LongAdder renewed = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private volatile @Nullable Reign reign;

    LeaderDesk(Replica replica, Time time) {
        this.replica = replica;
        this.time = time;
    }

    /** Begins or ends a reign. Engine thread. */
    void roleChanged(RoleChange change) {
        var now = reign;
        if (change.role() != Role.LEADER) {
            reign = null;
        } else if (now == null || now.term() != change.term()) {
            reign = new Reign(change.term(), time, TRUST);
        }
    }

    boolean leads() {
        return reign != null;
    }

    /** The answer to a keepalive that needs nobody else; empty when it takes more. */
    Optional<LeaseAnswer> keepAliveAtOnce(long id) {
        var now = reign;
        return now != null && now.isConfirmedWithin(TRUST) && find(id) != null
                ? Optional.of(renew(now, id))
                : Optional.empty();
    }

    /** Keeps leases alive; empty when this member does not lead. */
    CompletableFuture<Optional<List<LeaseAnswer>>> keepAlive(List<Long> ids) {
        return answer(ids, this::renew);
    }

    /** Tells about one lease; empty when this member does not lead. */
    CompletableFuture<Optional<List<LeaseAnswer>>> timeToLive(LeaseQuestion question) {
        return answer(List.of(question.id()), (reign, id) -> tell(reign, id, question.keys()));
    }

    /** How much time a lease has left; on a member that does not lead, all of it. */
    Duration left(Lease lease) {
        var now = reign;
        return now == null ? Duration.ofSeconds(lease.ttlSeconds()) : now.countdowns().left(lease);
    }

    /** Meets what is new, proposes to revoke what is due. The expiring thread. */
    void tick() {
        var now = reign;
        if (now == null) {
            return;
        }
        now.countdowns().meet(replica.state().leases());
        if (now.isExpiring()) {
            return;
        }
        var due = now.countdowns().due(MOST_EXPIRED);
        if (!due.isEmpty()) {
            now.expiring(
                    replica.execute(new Command.ExpireLeases(due, now.term()))
                            .thenAccept(outcome -> note(outcome, due.size())));
        }
    }

    long renewed() {
        return renewed.sum();
    }

    long expired() {
        return expired.sum();
    }

    private void note(Outcome outcome, int count) {
        switch (outcome) {
            case Outcome.Applied _ -> expired.add(count);
            case Outcome.NotApplied _, Outcome.Unknown _ -> {} // Still due, so proposed again.
        }
    }

    private CompletableFuture<Optional<List<LeaseAnswer>>> answer(
            List<Long> ids, BiFunction<Reign, Long, LeaseAnswer> one) {
        var now = reign;
        if (now == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Supplier<List<LeaseAnswer>> all = () -> ids.stream().map(id -> one.apply(now, id)).toList();
        if (now.isConfirmedWithin(TRUST) && ids.stream().allMatch(id -> find(id) != null)) {
            return CompletableFuture.completedFuture(Optional.of(all.get()));
        }
        var asked = time.nanos();
        return replica.readPoint()
                .thenApply(
                        point -> {
                            if (!point.confirmed() || reign != now) {
                                return Optional.empty();
                            }
                            now.confirmed(asked);
                            return Optional.of(all.get());
                        });
    }

    private LeaseAnswer renew(Reign now, long id) {
        var lease = find(id);
        if (lease == null || !now.countdowns().renew(lease)) {
            return new LeaseAnswer.Gone();
        }
        renewed.increment();
        return new LeaseAnswer.Running(lease.ttlSeconds(), lease.ttlSeconds(), List.of());
    }

    private LeaseAnswer tell(Reign now, long id, boolean keys) {
        var lease = find(id);
        var left = lease == null ? Duration.ZERO : now.countdowns().left(lease);
        return lease == null || left.compareTo(Duration.ZERO) <= 0
                ? new LeaseAnswer.Gone()
                : new LeaseAnswer.Running(
                        left.toSeconds(), lease.ttlSeconds(), keys ? lease.keys() : List.of());
    }

    private @Nullable Lease find(long id) {
        return replica.state().leases().find(id);
    }
}
