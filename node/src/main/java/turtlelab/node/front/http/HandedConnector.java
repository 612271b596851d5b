package turtlelab.node.front.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's way to connections that others have accepted, of which the first bytes may have been
 * read. It listens nowhere itself.
 */
final class HandedConnector extends AbstractConnector {
    private final Selection selection;

    HandedConnector(Server server, HttpConfiguration http) {
        super(server, null, null, null, 0, new HttpConnectionFactory(http));
        this.selection = new Selection(getExecutor());
        addBean(selection, true);
    }

    /** Takes a connection in non-blocking mode, with what was read of it. */
    void take(SocketChannel channel, ByteBuffer prefix) {
        selection.accept(channel, prefix);
    }

    @Override
    protected void accept(int acceptor) {
        throw new IllegalStateException("it has no acceptors");
    }

    @Override
    public Object getTransport() {
        return this;
    }

    /** One selector, and end points that begin with the bytes read before. */
    private final class Selection extends SelectorManager {
        Selection(Executor executor) {
            super(executor, HandedConnector.this.getScheduler(), 1);
        }

        @Override
        protected EndPoint newEndPoint(
                SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            var endPoint =
                    new PrefixEndPoint(
                            HandedConnector.this, (SocketChannel) channel, selector, key);
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }

        @Override
        public Connection newConnection(
                SelectableChannel channel, EndPoint endPoint, Object attachment) {
            return getDefaultConnectionFactory().newConnection(HandedConnector.this, endPoint);
        }

        @Override
        protected void endPointOpened(EndPoint endPoint) {
            super.endPointOpened(endPoint);
            onEndPointOpened(endPoint);
        }

        @Override
        protected void endPointClosed(EndPoint endPoint) {
            onEndPointClosed(endPoint);
            super.endPointClosed(endPoint);
        }
    }

    /** An end point whose next reads give the bytes that somebody has already taken. */
    static final class PrefixEndPoint extends SocketChannelEndPoint {
        private static final int MOST_EARLY_BYTES = 4096;

        private final Executor executor;
        private @Nullable ByteBuffer prefix;

        PrefixEndPoint(
                HandedConnector connector,
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
