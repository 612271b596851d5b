package turtlelab.node.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.Time;

/**
 * Takes connections, and reads the first bytes of each until a {@link Door} says that it knows the
 * protocol; then hands the raw socket over: no proxy, no copy. One thread, one selector, for all
 * addresses of a port.
 *
 * <p>A connection is closed when no door can know it, when it is silent or slow for longer than the
 * limits allow, or when too many are undecided: then the oldest goes. So a client that never says
 * what it wants costs a socket and at most a few kilobytes, for ten seconds, and nobody else
 * anything.
 */
final class Sniffer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sniffer.class);

    private final SnifferLimits limits;
    private final Time time;
    private final List<Door> doors;
    private final List<ServerSocketChannel> sockets;
    private final Selector selector;
    private final Listeners listeners;
    private final Thread thread;
    // In order of arrival, hence of deadline.
    private final LinkedHashMap<SelectionKey, Undecided> waiting = new LinkedHashMap<>();
    private final List<Undecided> decided = new ArrayList<>();
    private final ByteBuffer scratch;
    private volatile boolean closing;

    private Sniffer(Port port, List<ServerSocketChannel> sockets, List<Door> doors)
            throws IOException {
        this.limits = port.limits();
        this.time = port.time();
        this.doors = List.copyOf(doors);
        this.sockets = List.copyOf(sockets);
        this.selector = Selector.open();
        this.listeners = new Listeners(sockets, selector, time);
        this.scratch = ByteBuffer.allocateDirect(limits.bytes());
        this.thread =
                Thread.ofPlatform().daemon().name(port.name() + "-sniffer").unstarted(this::run);
    }

    /**
     * Starts to take connections.
     *
     * @param sockets which listen; closed with it
     * @param doors asked in this order
     */
    static Sniffer start(Port port, List<ServerSocketChannel> sockets, List<Door> doors)
            throws IOException {
        var sniffer = new Sniffer(port, sockets, doors);
        sniffer.thread.start();
        return sniffer;
    }

    private void run() {
        try (selector) {
            while (!closing) {
                selector.select(millisToNextDeadline());
                lookAtReady();
                handOverDecided();
                dropLate();
            }
        } catch (IOException e) {
            LOG.error("The selector failed; this port takes no further connections", e);
        } finally {
            closing = true;
            sockets.forEach(Sniffer::drop);
            waiting.values().forEach(connection -> drop(connection.channel()));
        }
    }

    private void lookAtReady() {
        for (var key : selector.selectedKeys()) {
            if (!key.isValid()) {
                continue;
            }
            if (key.isAcceptable()) {
                listeners.accept(key, this::admit);
            } else {
                read(key);
            }
        }
        selector.selectedKeys().clear();
    }

    /** Most clients have spoken by now: it is looked before going through the selector. */
    private void admit(SocketChannel channel) {
        var arrival = new Undecided(channel, doors, time.deadline(limits.patience()));
        if (!examine(arrival)) {
            await(arrival);
        }
    }

    private void read(SelectionKey key) {
        var connection = waiting.get(key);
        if (connection != null && examine(connection)) {
            waiting.remove(key);
            key.cancel();
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
            drop(arrival.channel());
        }
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
        drop(connection.channel());
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
            drop(connection.channel());
        }
    }

    private void dropLate() {
        while (!waiting.isEmpty() && time.isPast(waiting.firstEntry().getValue().deadlineNanos())) {
            forget(waiting.firstEntry().getKey());
        }
    }

    /** 0 when there is none. */
    private long millisToNextDeadline() {
        long next = listeners.millisToNextTry();
        if (waiting.isEmpty()) {
            return next;
        }
        long nanos = waiting.firstEntry().getValue().deadlineNanos() - time.nanos();
        long deadline = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
        return next == 0 ? deadline : Math.min(next, deadline);
    }

    private void forget(SelectionKey key) {
        var connection = waiting.remove(key);
        key.cancel();
        if (connection != null) {
            drop(connection.channel());
        }
    }

    private static void drop(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Closing a socket failed; it is gone either way", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        selector.wakeup();
        thread.join(limits.patience());
    }
}
