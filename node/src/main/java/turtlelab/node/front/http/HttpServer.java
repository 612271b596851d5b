package turtlelab.node.front.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Javalin as our ports want it: quiet, on virtual threads, its connections handed to it. */
final class HttpServer {
    private static final String REFERENCES_IN_LINE =
            "org.eclipse.jetty.util.referencesPerCacheLine";
    private static final int IDLE_MILLIS = 60_000;
    private static final int THREADS = 24;

    private final String name;
    private final Javalin javalin;
    private @Nullable HandedConnector connector;

    private HttpServer(String name, Consumer<JavalinConfig> routes) {
        this.name = name;
        this.javalin =
                Javalin.create(
                        config -> {
                            configure(config);
                            routes.accept(config);
                        });
    }

    /**
     * Starts one, which takes a tenth of a second, and seconds where nothing was compiled.
     *
     * @param name what its threads are called after
     */
    static HttpServer start(String name, Consumer<JavalinConfig> routes) {
        var server = new HttpServer(name, routes);
        server.javalin.start();
        return server;
    }

    /** Takes a connection in non-blocking mode, with what was read of it. */
    void take(SocketChannel channel, ByteBuffer prefix) {
        Objects.requireNonNull(connector, "started").take(channel, prefix);
    }

    /** Ends it and its connections. */
    void stop() {
        javalin.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        spareManagementBeans();
        config.http.compressionStrategy = CompressionStrategy.NONE;
        var threads = new QueuedThreadPool(THREADS, 2);
        threads.setName(name + "-http");
        threads.setVirtualThreadsExecutor(
                VirtualThreads.getNamedVirtualThreadsExecutor(name + "-request-"));
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> server.setErrorHandler(new PlainErrors()));
        config.jetty.modifyServletContextHandler(
                context -> {
                    context.getServletHandler().setDecodeAmbiguousURIs(true);
                    context.setSessionHandler(new NoSessions());
                });
        config.jetty.addConnector(this::connect);
    }

    /**
     * Jetty would ask the JVM's management beans how many references a cache line holds, for the
     * layout of one queue. Nothing else needs those beans, and to set them up is a tenth of a
     * start.
     */
    private static void spareManagementBeans() {
        System.getProperties().putIfAbsent(REFERENCES_IN_LINE, "16");
    }

    private HandedConnector connect(Server server, HttpConfiguration settings) {
        settings.setSendServerVersion(false);
        settings.setSendDateHeader(true);
        settings.setUriCompliance(UriCompliance.UNSAFE);
        var made = new HandedConnector(server, settings);
        made.setIdleTimeout(IDLE_MILLIS);
        connector = made;
        return made;
    }
}
