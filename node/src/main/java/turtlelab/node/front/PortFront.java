package turtlelab.node.front;

import io.javalin.config.JavalinConfig;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import turtlelab.node.base.Closer;
import turtlelab.node.front.http.HttpOnDemand;

/**
 * A port of the node: one or more listening sockets on which several protocols are spoken. Each
 * connection is looked at once and handed, as a raw socket, to the {@link Door} that knows it; what
 * remains is HTTP/1 and goes to Javalin. Each side owns the real socket: nothing is proxied or
 * copied.
 *
 * <p>The servers behind the doors must be ready before the front opens, and close after it.
 */
public final class PortFront implements AutoCloseable {
    private final List<InetSocketAddress> addresses;
    private final Closer opened;

    private PortFront(List<InetSocketAddress> addresses, Closer opened) {
        this.addresses = addresses;
        this.opened = opened;
    }

    /**
     * Binds all addresses, then starts to serve. HTTP/1's server starts when somebody speaks it.
     *
     * @param doors the protocols beside HTTP/1, asked in order
     * @param http adds the HTTP routes; called at most once, and by another thread
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
            var server = opening.add(new HttpOnDemand(port.name(), http));
            var all = new ArrayList<>(doors.before(server::take));
            all.add(new Door(new HttpHead(port.limits().bytes()), server::take));
            opening.add(Sniffer.start(port, sockets, all));
            return new PortFront(List.copyOf(addresses), opening.keep());
        }
    }

    /** Where this port really listens, in the order asked for. */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    @Override
    public void close() throws Exception {
        opened.close();
    }
}
