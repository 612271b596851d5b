package turtlelab.node.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.Time;

/**
 * Reads the first bytes of each connection until a {@link Door} says that it knows the protocol,
 * then hands the raw socket over: no proxy, no copy. One thread, one selector, for all addresses of
 * a port.
 *
 * <p>A connection is closed when no door can know it, when it is silent or slow for longer than the
 * limits allow, or when too many are undecided: then the oldest goes. So a client that never says
 * what it wants costs a socket and at most a few kilobytes, for ten seconds, and nobody else
 * anything.
 */
final class Sniffer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sniffer.class);
    private static final int MOST_ARRIVALS = 4096;

    private final SnifferLimits limits;
    private final Time time;
    private final Selector selector;
    private final Queue<Undecided> arrivals;
    private final Thread thread;
    // In order of arrival, hence of deadline.
    private final LinkedHashMap<SelectionKey, Undecided> waiting = new LinkedHashMap<>();
    private final List<Undecided> decided = new ArrayList<>();
    private final ByteBuffer scratch;
    private volatile boolean closing;

    private Sniffer(String name, SnifferLimits limits, Time time) throws IOException {
        this.limits = limits;
        this.time = time;
        this.selector = Selector.open();
        this.arrivals = new LinkedBlockingQueue<>(MOST_ARRIVALS);
        this.scratch = ByteBuffer.allocateDirect(limits.bytes());
        this.thread = Thread.ofPlatform().daemon().name(name + "-sniffer").unstarted(this::run);
    }

    static Sniffer start(String name, SnifferLimits limits, Time time) throws IOException {
        var sniffer = new Sniffer(name, limits, time);
        sniffer.thread.start();
        return sniffer;
    }

    SnifferLimits limits() {
        return limits;
    }

    /** Takes a fresh connection; called by the acceptors. Closes it when the queue is full. */
    void add(SocketChannel channel, List<Door> doors) throws IOException {
        var arrival = new Undecided(channel, doors, time.deadline(limits.patience()));
        if (closing || !arrivals.offer(arrival)) {
            channel.close();
            return;
        }
        selector.wakeup();
    }

    private void run() {
        try (selector) {
            while (!closing) {
                awaitEvents();
                readReady();
                admitArrivals();
                handOverDecided();
                dropLate();
            }
        } catch (IOException e) {
            LOG.error("The selector failed; this port takes no further connections", e);
        } finally {
            closing = true;
            waiting.values().forEach(Sniffer::drop);
            arrivals.forEach(Sniffer::drop);
        }
    }

    /** Handing over selects too, and may have swallowed the wake-up that an arrival gave. */
    private void awaitEvents() throws IOException {
        if (arrivals.isEmpty()) {
            selector.select(millisToNextDeadline());
        } else {
            selector.selectNow();
        }
    }

    private void admitArrivals() {
        for (var arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            // Most clients have spoken by now: look before going through the selector.
            if (!examine(arrival)) {
                await(arrival);
            }
        }
    }

    private void await(Undecided arrival) {
        if (waiting.size() >= limits.connections()) {
            forget(waiting.firstEntry().getKey());
        }
        try {
            var key = arrival.channel().register(selector, SelectionKey.OP_READ);
            waiting.put(key, arrival);
        } catch (ClosedChannelException _) {
            drop(arrival);
        }
    }

    private void readReady() {
        for (var key : selector.selectedKeys()) {
            var connection = waiting.get(key);
            if (connection != null && examine(connection)) {
                waiting.remove(key);
                key.cancel();
            }
        }
        selector.selectedKeys().clear();
    }

    /**
     * Reads and judges. Returns whether the connection is done with here: to be handed over, or
     * closed.
     */
    private boolean examine(Undecided connection) {
        try {
            boolean open = connection.read(scratch);
            if (connection.door().isPresent()) {
                decided.add(connection);
                return true;
            }
            if (open && !connection.isHopeless(limits.bytes())) {
                return false;
            }
        } catch (IOException e) {
            LOG.debug("A client left before it said what it speaks", e);
        } catch (RuntimeException e) {
            LOG.error("A matcher failed by a bug; its connection is closed", e);
        }
        drop(connection);
        return true;
    }

    private void handOverDecided() throws IOException {
        if (decided.isEmpty()) {
            return;
        }
        selector.selectNow(); // Takes cancelled keys out; a channel must leave one selector to
        // enter another.
        for (var connection : decided) {
            handOver(connection);
        }
        decided.clear();
    }

    private static void handOver(Undecided connection) {
        try {
            var door = connection.door().orElseThrow();
            door.receiver().take(connection.channel(), connection.prefix());
        } catch (IOException | RuntimeException e) {
            LOG.warn("A server behind this port could not take a connection: {}", e.toString());
            drop(connection);
        }
    }

    private void dropLate() {
        while (!waiting.isEmpty() && time.isPast(waiting.firstEntry().getValue().deadlineNanos())) {
            forget(waiting.firstEntry().getKey());
        }
    }

    private long millisToNextDeadline() {
        if (waiting.isEmpty()) {
            return 0;
        }
        long nanos = waiting.firstEntry().getValue().deadlineNanos() - time.nanos();
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    private void forget(SelectionKey key) {
        var connection = waiting.remove(key);
        key.cancel();
        if (connection != null) {
            drop(connection);
        }
    }

    private static void drop(Undecided connection) {
        try {
            connection.channel().close();
        } catch (IOException e) {
            LOG.debug("Closing a connection failed; it is gone either way", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        selector.wakeup();
        thread.join(limits.patience());
    }
}
