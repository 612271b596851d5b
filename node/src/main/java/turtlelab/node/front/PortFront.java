package turtlelab.node.front;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import turtlelab.node.base.Closer;

/**
 * A port of the node: one or more listening sockets on which several protocols are spoken. Each
 * connection is looked at once and handed, as a raw socket, to the {@link Door} that knows it; what
 * remains is HTTP/1 and goes to Javalin. Each side owns the real socket: nothing is proxied or
 * copied.
 *
 * <p>The servers behind the doors must be ready before the front opens, and close after it.
 */
public final class PortFront implements AutoCloseable {
    private static final String REFERENCES_IN_LINE =
            "org.eclipse.jetty.util.referencesPerCacheLine";
    private static final int IDLE_MILLIS = 60_000;
    private static final int HTTP_THREADS = 24;

    private final List<InetSocketAddress> addresses;
    private final Closer opened;

    private PortFront(List<InetSocketAddress> addresses, Closer opened) {
        this.addresses = addresses;
        this.opened = opened;
    }

    /**
     * Binds all addresses, then starts to serve.
     *
     * @param doors the protocols beside HTTP/1, asked in order
     * @param http adds the HTTP routes
     * @throws java.net.BindException in etcd's words, when an address cannot be had
     */
    public static PortFront open(Port port, Doors doors, Consumer<JavalinConfig> http)
            throws Exception {
        try (var opening = new Closer()) {
            var sockets = new ArrayList<ServerSocketChannel>();
            var addresses = new ArrayList<InetSocketAddress>();
            for (var address : port.addresses()) {
                var socket = opening.add(ListeningSocket.open(address));
                sockets.add(socket);
                addresses.add((InetSocketAddress) socket.getLocalAddress());
            }
            var sniffer = opening.add(Sniffer.start(port.name(), port.limits(), port.time()));
            var javalin =
                    Javalin.create(
                            config -> {
                                configure(config, port.name());
                                sockets.forEach(socket -> connect(config, socket, sniffer, doors));
                                http.accept(config);
                            });
            opening.add(javalin::stop);
            javalin.start();
            return new PortFront(List.copyOf(addresses), opening.keep());
        }
    }

    /** Where this port really listens, in the order asked for. */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    private static void configure(JavalinConfig config, String name) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        spareManagementBeans();
        config.http.compressionStrategy = CompressionStrategy.NONE;
        var threads = new QueuedThreadPool(HTTP_THREADS, 2);
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
    }

    /**
     * Jetty would ask the JVM's management beans how many references a cache line holds, for the
     * layout of one queue. Nothing else needs those beans, and to set them up is a tenth of a
     * start.
     */
    private static void spareManagementBeans() {
        System.getProperties().putIfAbsent(REFERENCES_IN_LINE, "16");
    }

    private static HttpConfiguration tuned(HttpConfiguration settings) {
        settings.setSendServerVersion(false);
        settings.setSendDateHeader(true);
        settings.setUriCompliance(UriCompliance.UNSAFE);
        return settings;
    }

    private static void connect(
            JavalinConfig config, ServerSocketChannel socket, Sniffer sniffer, Doors doors) {
        config.jetty.addConnector(
                (server, settings) -> {
                    var connector = new SniffingConnector(server, tuned(settings), sniffer, doors);
                    connector.setIdleTimeout(IDLE_MILLIS);
                    try {
                        connector.open(socket);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return connector;
                });
    }

    @Override
    public void close() throws Exception {
        opened.close();
    }
}
