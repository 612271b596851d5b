package turtlelab.node.peer;

import io.netty.channel.EventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import turtlelab.node.consensus.threads.EngineThread;

/**
 * The thread {@code raft}: serves the sockets of the other members and, once there is an engine,
 * decides for it. So what a member says reaches the engine without a hand-off, and so does what the
 * engine says the socket; on a machine with few cores each hand-off costs as much as the network.
 */
final class PeerLoop implements EngineThread {
    private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long IO_NANOS = NANOS_PER_MILLI;

    private final AtomicReference<@Nullable Runnable> body = new AtomicReference<>();
    private final ManualIoEventLoop loop;
    private final Thread thread;

    private PeerLoop() {
        this.thread = Thread.ofPlatform().name("raft").daemon(true).unstarted(this::run);
        this.loop = new ManualIoEventLoop(thread, NioIoHandler.newFactory());
    }

    static PeerLoop start() {
        var started = new PeerLoop();
        started.thread.start();
        return started;
    }

    /** Where the sockets are registered. */
    EventLoop sockets() {
        return loop;
    }

    @Override
    public void start(Runnable engine) {
        body.set(engine);
        wake();
    }

    @Override
    public void attend() {
        var _ = loop.runNow(IO_NANOS);
    }

    /** In whole milliseconds, rounded up: for less than one a selector would spin. */
    @Override
    public void sleep(long nanos) {
        var millis = Math.ceilDiv(nanos, NANOS_PER_MILLI);
        var _ = loop.run(millis * NANOS_PER_MILLI, IO_NANOS);
    }

    @Override
    public void wake() {
        loop.wakeup();
    }

    /** Closes all sockets and ends the thread, which an engine must have left before. */
    void close(Duration atMost) throws InterruptedException {
        loop.shutdownGracefully(0, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .await(2 * atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        while (!loop.isTerminated()) {
            var engine = body.getAndSet(null);
            if (engine != null) {
                engine.run();
            } else {
                sleep(IDLE_NANOS);
            }
        }
    }
}
