package turtlelab.node.consensus.threads;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Consensus;
import turtlelab.node.consensus.FatalHandler;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.StateMachine;
import turtlelab.node.consensus.Status;
import turtlelab.node.consensus.engine.ApplyWork;
import turtlelab.node.consensus.engine.EngineConfig;
import turtlelab.node.consensus.engine.EngineLoop;
import turtlelab.node.consensus.engine.EnginePorts;
import turtlelab.node.consensus.engine.Event;
import turtlelab.node.consensus.engine.LogWork;
import turtlelab.node.consensus.engine.Recovery;
import turtlelab.node.consensus.engine.SnapshotWork;
import turtlelab.node.consensus.engine.Transport;
import turtlelab.node.consensus.log.LogStore;

/**
 * Consensus with real threads around an {@link EngineLoop}: the {@link EngineThread} decides,
 * {@code wal} writes and syncs what gathered while the last sync ran (see {@link LogWriter}),
 * {@code apply} drives the state machine (see {@link Applier}), {@code snapshot} reads and writes
 * images. They meet in queues only. Whatever goes wrong in one of them ends the node through the
 * {@link FatalHandler}, and nothing is acknowledged after it.
 */
public final class RaftConsensus implements Consensus, MessageSink {
    private static final int BATCH = 2_048;
    private static final int LANE_BOUND = 4_096;
    private static final int MOST_TICKS_AT_ONCE = 10;
    private static final long STOP_MILLIS = 5_000;

    private final Clockwork clockwork;
    private final Parts parts;
    private final Inbox inbox;
    private final EngineLoop loop;
    private final LogWriter wal;
    private final Applier apply;
    private final Lane<SnapshotWork.Task> snapshot;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile Status status;

    private RaftConsensus(EngineConfig config, Clockwork clockwork, Parts parts)
            throws IOException {
        this.clockwork = clockwork;
        this.parts = parts;
        this.inbox = new Inbox(parts.thread());
        var start = Recovery.start(parts.store(), parts.machine().recovered());
        var logWork = new LogWork(parts.store());
        var applyWork = new ApplyWork(parts.machine(), start.applied());
        var snapshotWork = new SnapshotWork(parts.machine(), config.chunkBytes());
        wal = new LogWriter(logWork, clockwork.time(), inbox::post, LANE_BOUND, this::fail);
        apply =
                new Applier(
                        applyWork,
                        parts.machine(),
                        clockwork.time(),
                        inbox::post,
                        LANE_BOUND,
                        this::fail);
        snapshot =
                new Lane<>(
                        "snapshot",
                        LANE_BOUND,
                        tasks -> snapshotWork.run(tasks, inbox::post),
                        this::fail);
        var ports =
                new EnginePorts(
                        parts.transport(),
                        wal::accept,
                        apply::accept,
                        snapshot::submit,
                        parts.machine(),
                        parts.fatal());
        loop = new EngineLoop(config, ports, clockwork.random(), start);
        status = loop.status();
    }

    /** What an engine works with; it owns none of it, and closes nothing. */
    public record Parts(
            LogStore store,
            StateMachine machine,
            Transport transport,
            FatalHandler fatal,
            EngineThread thread) {}

    /**
     * Brings log and state together; nothing runs before {@link #start}.
     *
     * @throws IllegalStateException when log and state do not fit each other
     */
    public static RaftConsensus open(EngineConfig config, Clockwork clockwork, Parts parts)
            throws IOException {
        return new RaftConsensus(config, clockwork, parts);
    }

    public void start() {
        wal.start();
        apply.start();
        snapshot.start();
        parts.thread().start(this::run);
    }

    @Override
    public void propose(Bytes command, Consumer<Refusal> refused) {
        request(new Event.Propose(command, refused), refused);
    }

    @Override
    public void propose(
            MembershipChange change, Bytes context, long term, Consumer<Refusal> refused) {
        request(new Event.ProposeChange(change, context, term, refused), refused);
    }

    @Override
    public void readPoint(ReadAnswer answer) {
        request(new Event.AskRead(answer), answer::refused);
    }

    @Override
    public void transferLeadership(MemberId to, TransferAnswer answer) {
        request(new Event.AskTransfer(to, answer), answer::refused);
    }

    @Override
    public void betweenBatches(Runnable errand) {
        apply.submit(new ApplyWork.Task.Errand(errand));
    }

    /** At most a tick old, and never with an old role. */
    @Override
    public Status status() {
        return status;
    }

    @Override
    public void received(Message message) {
        inbox.offerMessage(new Event.Arrived(message));
    }

    @Override
    public void unreachable(MemberId member) {
        inbox.offerMessage(new Event.Unreachable(member));
    }

    /** Hands leadership over when this node has it, for at most so long, and closes. */
    public void transferAndClose(Duration atMost) throws InterruptedException, IOException {
        var heir = heir();
        if (heir.isPresent()) {
            var moved = new CompletableFuture<Boolean>();
            transferLeadership(heir.get(), new Outcome(moved));
            try {
                moved.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException _) {
                // Leaving without an heir costs the others an election timeout, nothing else.
            }
        }
        close();
    }

    /** Stops in order: what was taken in is still written and applied; whoever waits is told. */
    @Override
    public void close() throws IOException {
        stopping = true;
        inbox.wake();
        try {
            boolean decided = ended.await(STOP_MILLIS, TimeUnit.MILLISECONDS);
            boolean written = wal.stop(STOP_MILLIS);
            apply.stop(STOP_MILLIS);
            snapshot.stop(STOP_MILLIS);
            if (decided && written && !failed.get()) {
                parts.store().append(loop.raft().hardState(), List.of());
                parts.store().sync();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void request(Event event, Consumer<Refusal> refused) {
        if (stopping) {
            refused.accept(Refusal.STOPPED);
        } else if (!inbox.offerRequest(event)) {
            refused.accept(Refusal.OVERLOADED);
        }
    }

    private void run() {
        try {
            var events = new ArrayList<Event>();
            long nextTick = clockwork.time().nanos();
            while (!stopping) {
                nextTick = tick(nextTick);
                inbox.drain(events, BATCH);
                if (events.isEmpty()) {
                    inbox.await(nextTick - clockwork.time().nanos());
                    continue;
                }
                events.forEach(loop::handle);
                events.clear();
                if (flush()) {
                    status = loop.status();
                }
            }
            inbox.drain(events, Integer.MAX_VALUE);
            events.forEach(loop::refuse);
            loop.stop();
        } catch (Throwable e) {
            fail("raft", e);
        } finally {
            ended.countDown();
        }
    }

    /**
     * Whether role, term or leader changed. The disk comes after the messages, so that they are on
     * the way; the state comes last, since an acknowledgement may wait for the disk.
     */
    private boolean flush() throws IOException {
        boolean changed = loop.flush();
        parts.thread().attend();
        wal.dispatch(inbox.isEmpty());
        apply.dispatch(inbox.isEmpty());
        return changed;
    }

    /** Ticks as often as due; a node that was paused does not make up for all of it. */
    private long tick(long nextTick) throws IOException {
        long now = clockwork.time().nanos();
        if (now - nextTick < 0) {
            return nextTick;
        }
        long step = clockwork.tick().toNanos();
        long due = Math.min((now - nextTick) / step + 1, MOST_TICKS_AT_ONCE);
        for (long i = 0; i < due; i++) {
            loop.handle(Event.TICK);
        }
        flush();
        status = loop.status();
        long next = nextTick + due * step;
        return now - next >= 0 ? now + step : next;
    }

    private void fail(String thread, Throwable cause) {
        stopping = true;
        inbox.wake();
        if (failed.compareAndSet(false, true)) {
            parts.fatal().failed("the thread " + thread + " failed", cause);
        }
    }

    /** The active voter that is furthest, when this node leads. */
    private Optional<MemberId> heir() {
        var now = status;
        return now.progress().entrySet().stream()
                .filter(peer -> now.membership().isVoter(peer.getKey()))
                .filter(peer -> peer.getValue().recentlyActive())
                .max(Comparator.comparingLong(peer -> peer.getValue().matchIndex()))
                .map(Map.Entry::getKey);
    }

    private record Outcome(CompletableFuture<Boolean> moved) implements TransferAnswer {
        @Override
        public void transferred() {
            moved.complete(true);
        }

        @Override
        public void refused(Refusal refusal) {
            moved.complete(false);
        }
    }
}
