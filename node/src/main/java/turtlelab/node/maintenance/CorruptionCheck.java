package turtlelab.node.maintenance;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Role;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.KvHash;
import turtlelab.node.state.KvHash.Hashed;
import turtlelab.node.state.MemberTable.MemberInfo;
import turtlelab.node.state.alarm.Alarm;
import turtlelab.node.state.alarm.RaisedAlarm;

/**
 * Compares the members' data (etcd reference C.6): now and then as the leader's duty, which raises
 * CORRUPT for a member whose data differs; and at start, so that a damaged member serves nobody.
 * Has a thread of its own, named {@code corruption-check}.
 */
public final class CorruptionCheck implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CorruptionCheck.class);
    private static final Duration STOPPING = Duration.ofSeconds(1);
    private static final Duration OWN_HASH = Duration.ofMinutes(1);

    private final Replica replica;
    private final PeerHashes peers;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private CorruptionCheck(Replica replica, PeerHashes peers, Duration pause) {
        this.replica = replica;
        this.peers = peers;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("corruption-check").unstarted(this::run);
    }

    /** Checks as often as a pause is over, while this member leads. */
    public static CorruptionCheck start(Replica replica, PeerHashes peers, Duration pause) {
        var duty = new CorruptionCheck(replica, peers, pause);
        duty.thread.start();
        return duty;
    }

    /** The members whose data differs from this one's at its present revision. Waits for them. */
    public static Set<MemberId> differing(Replica replica, PeerHashes peers) {
        var hashes = collect(replica, peers);
        var own = hashes.remove(replica.self());
        var differing = new HashSet<MemberId>();
        hashes.forEach(
                (member, hash) -> {
                    if (own != null && hash.isComparable(own) && hash.sum() != own.sum()) {
                        differing.add(member);
                    }
                });
        return differing;
    }

    private void run() {
        try {
            while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                if (replica.status().role() == Role.LEADER) {
                    corrupt(replica, peers).forEach(this::raise);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who is corrupt; looks twice before it says so. */
    static Set<MemberId> corrupt(Replica replica, PeerHashes peers) {
        var first = compare(replica, peers);
        if (first.isEmpty()) {
            return first;
        }
        var both = new HashSet<>(compare(replica, peers));
        both.retainAll(first);
        return both;
    }

    private static Set<MemberId> compare(Replica replica, PeerHashes peers) {
        var hashes = collect(replica, peers);
        var own = hashes.get(replica.self());
        var members = replica.state().members().list().size();
        return own == null ? Set.of() : new Comparison(members, hashes).corrupt(own);
    }

    private static Map<MemberId, Hashed> collect(Replica replica, PeerHashes peers) {
        var hashes = new HashMap<MemberId, Hashed>();
        var own = own(replica);
        own.ifPresent(
                hash -> {
                    hashes.put(replica.self(), hash);
                    var answers = new HashMap<MemberInfo, CompletableFuture<Optional<Hashed>>>();
                    for (var member : replica.state().members().list()) {
                        if (!member.id().equals(replica.self())) {
                            answers.put(member, peers.kvHash(member, hash.revision()));
                        }
                    }
                    answers.forEach(
                            (member, answer) ->
                                    answer.join()
                                            .ifPresent(found -> hashes.put(member.id(), found)));
                });
        return hashes;
    }

    private static Optional<Hashed> own(Replica replica) {
        var answer =
                replica.upkeep()
                        .kvHash(0)
                        .<Optional<KvHash>>thenApply(Optional::of)
                        .completeOnTimeout(Optional.empty(), OWN_HASH.toSeconds(), TimeUnit.SECONDS)
                        .exceptionally(
                                failure -> {
                                    LOG.error("this member's data has no checksum", failure);
                                    return Optional.empty();
                                });
        return answer.join().flatMap(CorruptionCheck::hashed);
    }

    private static Optional<Hashed> hashed(KvHash answer) {
        return answer instanceof Hashed hashed ? Optional.of(hashed) : Optional.empty();
    }

    private void raise(MemberId member) {
        var alarm = new RaisedAlarm(member, Alarm.CORRUPT);
        if (!replica.state().alarms().contains(alarm)) {
            LOG.error(
                    "the data of {} differs from that of the majority: raising CORRUPT",
                    member.isNone() ? "some member" : "member " + member);
            replica.execute(new Command.RaiseAlarm(alarm)).join();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed.countDown();
        thread.interrupt();
        thread.join(STOPPING);
    }
}
