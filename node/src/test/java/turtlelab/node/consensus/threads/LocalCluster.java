package turtlelab.node.consensus.threads;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.FatalHandler;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.engine.Bootstrap;
import turtlelab.node.consensus.engine.EngineConfig;
import turtlelab.node.consensus.engine.ListMachine;
import turtlelab.node.consensus.engine.MemoryLog;
import turtlelab.node.consensus.engine.Transport;
import turtlelab.node.consensus.raft.RaftConfig;
import turtlelab.node.consensus.raft.RaftLimits;
import turtlelab.node.consensus.wire.MalformedMessage;
import turtlelab.node.consensus.wire.MessageCodec;

/** Engines in one JVM, each with its threads; messages go through the codec, and can be cut off. */
final class LocalCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<MemberId, Member> members = new TreeMap<>();
    private final Map<MemberId, RaftConsensus> running = new ConcurrentHashMap<>();
    private final Set<MemberId> cutOff = ConcurrentHashMap.newKeySet();
    private final int kept;
    private long seed;

    /**
     * @param kept applied entries that each keeps for slow followers
     */
    LocalCluster(int size, int kept) throws IOException {
        this.kept = kept;
        var peers = new ArrayList<Peer>();
        for (int i = 1; i <= size; i++) {
            peers.add(new Peer(new MemberId(i), List.of("http://n" + i), false));
        }
        var entries = Bootstrap.entries(peers);
        for (var peer : peers) {
            var member = new Member(new MemoryLog(), new ListMachine(), new Fate());
            Bootstrap.write(member.log(), entries);
            members.put(peer.id(), member);
            start(peer.id());
        }
    }

    record Member(MemoryLog log, ListMachine machine, Fate fate) {}

    /** Notes the end of a node. */
    static final class Fate implements FatalHandler {
        private final CountDownLatch failed = new CountDownLatch(1);
        private final CountDownLatch removed = new CountDownLatch(1);

        @Override
        public void failed(String what, Throwable cause) {
            failed.countDown();
        }

        @Override
        public void removed() {
            removed.countDown();
        }

        boolean awaitFailed() throws InterruptedException {
            return failed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Adds a node with nothing on disk. */
    void join(MemberId id) throws IOException {
        members.put(id, new Member(new MemoryLog(), new ListMachine(), new Fate()));
        start(id);
    }

    void start(MemberId id) throws IOException {
        var member = member(id);
        var limits = RaftLimits.DEFAULTS.retaining(kept);
        var raft = new RaftConfig(id, 50, 5, true, true, limits);
        var config = EngineConfig.defaults(raft).withSnapshots(64, kept);
        var clockwork =
                new Clockwork(Time.SYSTEM, Duration.ofMillis(4), new SplittableRandom(++seed));
        var parts =
                new RaftConsensus.Parts(
                        member.log(),
                        member.machine(),
                        new Wire(),
                        member.fate(),
                        new ParkingThread());
        var consensus = RaftConsensus.open(config, clockwork, parts);
        running.put(id, consensus);
        consensus.start();
    }

    void stop(MemberId id) throws IOException {
        node(id).close();
        running.remove(id);
    }

    void cutOff(MemberId id) {
        cutOff.add(id);
    }

    void heal() {
        cutOff.clear();
    }

    RaftConsensus node(MemberId id) {
        return Objects.requireNonNull(running.get(id));
    }

    Member member(MemberId id) {
        return Objects.requireNonNull(members.get(id));
    }

    Set<MemberId> ids() {
        return Set.copyOf(running.keySet());
    }

    /** A leader that a majority of running, reachable nodes agrees on. */
    MemberId awaitLeader() {
        await(() -> leader() != null, "a leader");
        return Objects.requireNonNull(leader());
    }

    /** Waits with a bound; the name says what for. */
    void await(BooleanSupplier condition, String what) {
        long deadline = Time.SYSTEM.deadline(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Time.SYSTEM.isPast(deadline)) {
                throw new AssertionError("no " + what + " within " + PATIENCE);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        for (var consensus : running.values()) {
            consensus.close();
        }
    }

    private @Nullable MemberId leader() {
        var reachable =
                running.entrySet().stream().filter(e -> !cutOff.contains(e.getKey())).toList();
        for (var candidate : reachable) {
            var status = candidate.getValue().status();
            boolean agreed =
                    reachable.stream()
                            .map(e -> e.getValue().status())
                            .allMatch(
                                    other ->
                                            other.leader().equals(candidate.getKey())
                                                    && other.term() == status.term());
            if (agreed) {
                return candidate.getKey();
            }
        }
        return null;
    }

    private final class Wire implements Transport {
        @Override
        public void send(MemberId to, Message message) {
            var receiver = running.get(to);
            if (receiver == null || cutOff.contains(to) || cutOff.contains(message.from())) {
                return;
            }
            try {
                receiver.received(MessageCodec.decode(MessageCodec.encode(message)));
            } catch (MalformedMessage e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void membershipChanged(Membership membership) {}
    }
}
