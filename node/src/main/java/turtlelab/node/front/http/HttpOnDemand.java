package turtlelab.node.front.http;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of HTTP/1, which is Javalin on Jetty: started when the first connection wants it. It
 * is a quarter of the work of a node's start, and many a node is only ever asked by gRPC.
 * Connections that come while it starts wait for it, a bounded number of them.
 *
 * <p>Connections are taken by any thread; closed by one.
 */
public final class HttpOnDemand implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpOnDemand.class);
    private static final int MOST_WAITING = 1024;
    private static final Duration LONGEST_START = Duration.ofSeconds(10);

    private final String port;
    private final Consumer<JavalinConfig> routes;
    private final Thread starting;
    private final Queue<Early> waiting = new ArrayDeque<>();
    private @Nullable HttpServer running;
    private boolean closed;

    /**
     * Nothing runs yet.
     *
     * @param port the name of the port, for threads
     * @param routes asked at most once, when the server starts
     */
    public HttpOnDemand(String port, Consumer<JavalinConfig> routes) {
        this.port = port;
        this.routes = routes;
        this.starting =
                Thread.ofPlatform().daemon().name(port + "-http-start").unstarted(this::start);
    }

    private record Early(SocketChannel channel, ByteBuffer prefix) {}

    /**
     * Takes a connection over, and with it the duty to close it. Does not block.
     *
     * @param channel connected, in non-blocking mode
     * @param prefix what was already read from it
     * @throws IOException when it cannot be taken; the caller then closes it
     */
    public synchronized void take(SocketChannel channel, ByteBuffer prefix) throws IOException {
        if (running != null) {
            running.take(channel, prefix);
            return;
        }
        if (closed) {
            throw new IOException("the HTTP server of the " + port + " port does not run");
        }
        if (waiting.size() == MOST_WAITING) {
            throw new IOException("too many wait for the HTTP server to start");
        }
        waiting.add(new Early(channel, prefix));
        if (starting.getState() == Thread.State.NEW) {
            starting.start();
        }
    }

    private void start() {
        try {
            opened(HttpServer.start(port, routes));
        } catch (RuntimeException | Error e) {
            LOG.error("The HTTP server of the {} port cannot start; restart this node", port, e);
            refuseAll();
        }
    }

    private void opened(HttpServer started) {
        synchronized (this) {
            if (!closed) {
                waiting.forEach(early -> started.take(early.channel(), early.prefix()));
                waiting.clear();
                running = started;
                return;
            }
        }
        started.stop();
    }

    private synchronized void refuseAll() {
        closed = true;
        for (var early : waiting) {
            try {
                early.channel().close();
            } catch (IOException e) {
                LOG.debug("Closing a connection failed; it is gone either way", e);
            }
        }
        waiting.clear();
    }

    @Override
    public void close() throws InterruptedException {
        refuseAll();
        if (starting.getState() != Thread.State.NEW) {
            starting.join(LONGEST_START);
        }
        var last = taken();
        if (last != null) {
            last.stop();
        }
    }

    private synchronized @Nullable HttpServer taken() {
        var last = running;
        running = null;
        return last;
    }
}
