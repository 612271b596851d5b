package turtlelab.node.lease;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.MemberTable.MemberInfo;

/**
 * Leases as one member offers them. Grants and revocations go through the log; how long a lease
 * still runs only the leader knows, so every other member asks it. A keepalive is no entry of the
 * log: it moves a deadline in the leader's memory.
 *
 * <p>Nothing here blocks. Thread {@code leases} looks ten times a second for what is due, and for
 * questions that wait for a leader.
 */
public final class Lessor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lessor.class);
    private static final long PERIOD_MILLIS = 100;
    private static final int KEEPALIVES_PER_ROUND = 1024;

    private final Replica replica;
    private final LeaderLine line;
    private final Surroundings surroundings;
    private final LeaderDesk desk;
    private final Rounds<Long> keepAlives;
    private final Rounds<LeaseQuestion> questions;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("leases").factory());

    /**
     * What there is besides the replica.
     *
     * @param electionTimeout the cluster's; the shortest TTL is one and a half of it
     * @param patience how long a question may wait for a leader
     */
    public record Surroundings(
            Time time, RandomGenerator chance, Duration electionTimeout, Duration patience) {
        /** The shortest TTL in whole seconds: a lease must outlive an election. */
        long minTtlSeconds() {
            return Math.ceilDiv(electionTimeout.multipliedBy(3).toMillis(), 2 * 1000);
        }
    }

    /** How a grant ended, and what was asked of the log: an id of 0 was replaced by a new one. */
    public record Grant(long id, long ttlSeconds, Outcome outcome) {}

    /** A lessor whose duties have not begun. */
    public Lessor(Replica replica, LeaderLine line, Surroundings surroundings) {
        this.replica = replica;
        this.line = line;
        this.surroundings = surroundings;
        var time = surroundings.time();
        this.desk = new LeaderDesk(replica, time);
        var patience = surroundings.patience().toNanos();
        this.keepAlives =
                new Rounds<>(
                        new Rounds.Limits(KEEPALIVES_PER_ROUND, patience),
                        time,
                        this::keepAliveAtLeader);
        this.questions =
                new Rounds<>(new Rounds.Limits(1, patience), time, this::timeToLiveAtLeader);
    }

    /** Begins to look for what is due. */
    public void start() {
        var _ =
                thread.scheduleWithFixedDelay(
                        this::run, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Hears who leads. Engine thread. */
    public void roleChanged(RoleChange change) {
        desk.roleChanged(change);
    }

    /**
     * Grants a lease.
     *
     * @param id 0 for a new one, which is positive
     * @param ttlSeconds raised to the shortest TTL when it is less
     */
    public CompletableFuture<Grant> grant(long id, long ttlSeconds) {
        var chosen = id == 0 ? surroundings.chance().nextLong(1, Long.MAX_VALUE) : id;
        var ttl = Math.max(ttlSeconds, surroundings.minTtlSeconds());
        return replica.execute(new Command.GrantLease(chosen, ttl))
                .thenApply(outcome -> new Grant(chosen, ttl, outcome));
    }

    /** Ends a lease and deletes its keys. */
    public CompletableFuture<Outcome> revoke(long id) {
        return replica.execute(new Command.RevokeLease(id));
    }

    /** Gives a lease its whole TTL again, on the leader. */
    public CompletableFuture<LeaseAnswer> keepAlive(long id) {
        return desk.keepAliveAtOnce(id)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> keepAlives.ask(id));
    }

    /** Asks the leader how long a lease still runs. */
    public CompletableFuture<LeaseAnswer> timeToLive(long id, boolean keys) {
        return questions.ask(new LeaseQuestion(id, keys));
    }

    /** The leases that this member knows, those first that end first as far as it can tell. */
    public List<Long> list() {
        record Left(long id, Duration time) {}
        return replica.state().leases().grantedFrom(0).stream()
                .map(lease -> new Left(lease.id(), desk.left(lease)))
                .sorted(Comparator.comparing(Left::time))
                .map(Left::id)
                .toList();
    }

    /** Keeps leases alive on behalf of another member; empty when this one does not lead. */
    public CompletableFuture<Optional<List<LeaseAnswer>>> keepAliveAsLeader(List<Long> ids) {
        return desk.keepAlive(ids);
    }

    /** Answers another member; empty when this one does not lead. */
    public CompletableFuture<Optional<List<LeaseAnswer>>> timeToLiveAsLeader(
            LeaseQuestion question) {
        return desk.timeToLive(question);
    }

    /** Keepalives granted by this member as the leader. */
    public long renewed() {
        return desk.renewed();
    }

    /** Leases that this member as the leader let expire. */
    public long expired() {
        return desk.expired();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        keepAlives.close();
        questions.close();
    }

    /** Looks once. */
    void tick() {
        var leaderKnown = replica.status().hasLeader();
        keepAlives.tick(leaderKnown);
        questions.tick(leaderKnown);
        desk.tick();
    }

    /** The end of a thread: a bug here must not end the duty in silence. */
    private void run() {
        try {
            tick();
        } catch (RuntimeException bug) {
            LOG.error("leases expire no more, by a bug", bug);
            throw bug;
        }
    }

    private CompletableFuture<Optional<List<LeaseAnswer>>> keepAliveAtLeader(List<Long> ids) {
        if (desk.leads()) {
            return desk.keepAlive(ids);
        }
        return otherLeader()
                .map(leader -> line.keepAlive(leader, ids))
                .orElse(CompletableFuture.completedFuture(Optional.empty()));
    }

    private CompletableFuture<Optional<List<LeaseAnswer>>> timeToLiveAtLeader(
            List<LeaseQuestion> one) {
        var question = one.getFirst();
        if (desk.leads()) {
            return desk.timeToLive(question);
        }
        return otherLeader()
                .map(leader -> line.timeToLive(leader, question))
                .orElse(CompletableFuture.completedFuture(Optional.empty()));
    }

    private Optional<MemberInfo> otherLeader() {
        var leader = replica.status().leader();
        return leader.equals(replica.self())
                ? Optional.empty()
                : replica.state().members().find(leader);
    }
}
