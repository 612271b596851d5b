package turtlelab.node.front;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's connector with a guard at the door: accepted connections go to the {@link Sniffer} first,
 * and those that speak HTTP/1 come back, with what was read of them.
 */
final class SniffingConnector extends ServerConnector {
    private final Sniffer sniffer;
    private final List<Door> doors;

    SniffingConnector(Server server, HttpConfiguration http, Sniffer sniffer, Doors doors) {
        super(server, 1, 1, new HttpConnectionFactory(http));
        this.sniffer = sniffer;
        var all = new ArrayList<>(doors.before(this::takeHttp));
        all.add(new Door(new HttpHead(sniffer.limits().bytes()), this::takeHttp));
        this.doors = List.copyOf(all);
    }

    @Override
    public void accept(int acceptorId) throws IOException {
        if (getTransport() instanceof ServerSocketChannel listening && listening.isOpen()) {
            var channel = listening.accept();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            sniffer.add(channel, doors);
        }
    }

    private void takeHttp(SocketChannel channel, ByteBuffer prefix) {
        getSelectorManager().accept(channel, prefix);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        var endPoint = new PrefixEndPoint(this, channel, selector, key);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    /** An end point whose next reads give the bytes that somebody has already taken. */
    static final class PrefixEndPoint extends SocketChannelEndPoint {
        private static final int MOST_EARLY_BYTES = 4096;

        private final Executor executor;
        private @Nullable ByteBuffer prefix;

        PrefixEndPoint(
                SniffingConnector connector,
                SocketChannel channel,
                ManagedSelector selector,
                SelectionKey key) {
            super(channel, selector, key, connector.getScheduler());
            this.executor = VirtualThreads.getVirtualThreadsExecutor(connector.getExecutor());
            this.prefix = (ByteBuffer) key.attachment();
        }

        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            var replayed = prefix;
            if (replayed == null) {
                return super.fill(buffer);
            }
            int count = BufferUtil.append(buffer, replayed);
            if (!replayed.hasRemaining()) {
                prefix = null;
            }
            return count;
        }

        /**
         * Looks whether the client has closed the connection; what it sent instead is kept for the
         * next read. While nobody else reads.
         */
        boolean isGone() {
            if (prefix != null) {
                return false;
            }
            var early = BufferUtil.allocate(MOST_EARLY_BYTES);
            try {
                if (super.fill(early) < 0) {
                    return true;
                }
            } catch (IOException _) {
                return true;
            }
            if (early.hasRemaining()) {
                prefix = early;
            }
            return false;
        }

        @Override
        protected void needsFillInterest() {
            if (prefix == null) {
                super.needsFillInterest();
            } else {
                executor.execute(() -> getFillInterest().fillable());
            }
        }
    }
}
