package turtlelab.node.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import turtlelab.node.app.flags.FlagParser;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.base.Closer;
import turtlelab.node.base.Time;

/** A cluster of three in this JVM, on ports of the loopback interface. */
final class RehearsedNodes implements AutoCloseable {
    /** For each node one for clients and one for members. */
    static final int PORTS = 6;

    private final List<InetSocketAddress> clients;
    private final Closer nodes;

    private RehearsedNodes(List<InetSocketAddress> clients, Closer nodes) {
        this.clients = clients;
        this.nodes = nodes;
    }

    /**
     * Starts the nodes; on return their ports are open.
     *
     * @param folder for their data; they go on with what is there
     * @param ports as many as {@link #PORTS}
     */
    static RehearsedNodes start(Path folder, List<InetSocketAddress> ports) throws Exception {
        int count = ports.size() / 2;
        var peers = ports.subList(count, 2 * count);
        var cluster =
                IntStream.range(0, count)
                        .mapToObj(i -> "node%d=%s".formatted(i, url(peers.get(i))))
                        .collect(Collectors.joining(","));
        try (var opening = new Closer()) {
            for (int i = 0; i < count; i++) {
                var name = "node" + i;
                var words =
                        List.of(
                                "--name=" + name,
                                "--data-dir=" + folder.resolve(name),
                                "--listen-client-urls=" + url(ports.get(i)),
                                "--advertise-client-urls=" + url(ports.get(i)),
                                "--listen-peer-urls=" + url(peers.get(i)),
                                "--initial-advertise-peer-urls=" + url(peers.get(i)),
                                "--initial-cluster=" + cluster);
                var settings = Settings.of(FlagParser.parse(words).values(), Map.of());
                opening.add(Node.start(NodeConfig.of(settings), Time.SYSTEM));
            }
            return new RehearsedNodes(ports.subList(0, count), opening.keep());
        }
    }

    /** Where the nodes listen for clients. */
    List<String> clientUrls() {
        return clients.stream().map(RehearsedNodes::url).toList();
    }

    @Override
    public void close() throws Exception {
        nodes.close();
    }

    private static String url(InetSocketAddress address) {
        return "http://127.0.0.1:" + address.getPort();
    }

    /** Free ports for the nodes; all held until all are found, so that none comes twice. */
    static List<InetSocketAddress> freePorts() throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < PORTS; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream()
                    .map(socket -> (InetSocketAddress) socket.getLocalSocketAddress())
                    .toList();
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }
}
