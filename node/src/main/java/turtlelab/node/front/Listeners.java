package turtlelab.node.front;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.Time;

/**
 * The listening sockets of a port, in the sniffer's selector. When connections cannot be taken, as
 * when the process has too many files open, they wait in the kernel for a while: to ask at once and
 * again would take a whole processor, and none becomes free by it. Used by the sniffer's thread.
 */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final Duration REST = Duration.ofMillis(500);
    private static final int MOST_AT_ONCE = 64;

    private final Time time;
    private final List<SelectionKey> keys = new ArrayList<>();
    private boolean resting;
    private long restEnds;

    Listeners(List<ServerSocketChannel> sockets, Selector selector, Time time) throws IOException {
        this.time = time;
        for (var socket : sockets) {
            socket.configureBlocking(false);
            keys.add(socket.register(selector, SelectionKey.OP_ACCEPT));
        }
    }

    /** Takes connections that have come to the key's socket; the others have their turn, too. */
    void accept(SelectionKey key, Consumer<SocketChannel> arrived) {
        if (!(key.channel() instanceof ServerSocketChannel socket)) {
            throw new IllegalArgumentException("no listening socket: " + key.channel());
        }
        try {
            for (int i = 0; i < MOST_AT_ONCE; i++) {
                var channel = socket.accept();
                if (channel == null) {
                    return;
                }
                arrived.accept(prepared(channel));
            }
        } catch (IOException e) {
            LOG.warn("{} takes no connections for now: {}", address(socket), e.getMessage());
            rest();
        }
    }

    private static SocketChannel prepared(SocketChannel channel) throws IOException {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static String address(ServerSocketChannel socket) {
        return socket.socket().getLocalSocketAddress().toString();
    }

    private void rest() {
        keys.forEach(key -> key.interestOps(0));
        resting = true;
        restEnds = time.deadline(REST);
    }

    /** Ends a rest that is over; returns how long the selector may wait for that, 0 for ever. */
    long millisToNextTry() {
        if (!resting) {
            return 0;
        }
        if (time.isPast(restEnds)) {
            keys.forEach(key -> key.interestOps(SelectionKey.OP_ACCEPT));
            resting = false;
            return 0;
        }
        return Math.max(1, Duration.ofNanos(restEnds - time.nanos()).toMillis());
    }
}
