package turtlelab.labctl.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.stream.Collectors;
import turtlelab.labctl.driver.NodeSpec;

/** The HTTP face of a healthy node, as far as labctl asks for it; the cluster stands behind it. */
final class FakeNode implements AutoCloseable {

    private static final String MEMBER =
            "{\"id\":\"%x\",\"name\":\"%s\",\"peerURLs\":[],\"clientURLs\":[\"x\"]}";

    private static final String V3_MEMBER =
            "{\"ID\":\"%1$d\",\"name\":\"%2$s\",\"peerURLs\":[\"http://%3$s:2380\"],"
                    + "\"clientURLs\":[\"http://%3$s:2379\"]}";

    private final HttpServer server;

    FakeNode(NodeSpec node, int port, FakeCluster cluster) {
        try {
            server = HttpServer.create(new InetSocketAddress(node.local(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/health", exchange -> answer(exchange, "{\"health\":\"true\"}"));
        server.createContext(
                "/v3/maintenance/status",
                exchange -> answer(exchange, status(cluster.id(node), cluster.leader())));
        server.createContext("/v2/members", exchange -> answer(exchange, members(cluster)));
        server.createContext(
                "/v3/cluster/member/list", exchange -> answer(exchange, v3Members(cluster)));
        server.start();
    }

    private static String status(long id, long leader) {
        return """
        {"header":{"member_id":"%d","raft_term":"2","revision":"5"},"version":"3.4.23",\
        "leader":"%d","raftIndex":"11","raftTerm":"2","raftAppliedIndex":"10"}\
        """
                .formatted(id, leader);
    }

    private static String members(FakeCluster cluster) {
        return cluster.running().stream()
                .map(node -> MEMBER.formatted(cluster.id(node), node.name()))
                .collect(Collectors.joining(",", "{\"members\":[", "]}"));
    }

    private static String v3Members(FakeCluster cluster) {
        return cluster.running().stream()
                .map(node -> V3_MEMBER.formatted(cluster.id(node), node.name(), node.local()))
                .collect(Collectors.joining(",", "{\"members\":[", "]}"));
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        var body = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
