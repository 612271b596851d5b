package turtlelab.labctl.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import turtlelab.labctl.driver.NodeSpec;

/** The HTTP face of a healthy node, as far as labctl asks for it; the cluster stands behind it. */
final class FakeNode implements AutoCloseable {

    private static final String MEMBER =
            "{\"id\":\"%x\",\"name\":\"%s\",\"peerURLs\":[\"http://%s:2380\"],"
                    + "\"clientURLs\":[%s]}";

    private static final String V3_MEMBER =
            "{\"ID\":\"%1$d\",\"name\":\"%2$s\",\"peerURLs\":[\"http://%3$s:2380\"],"
                    + "\"clientURLs\":[%4$s],\"isLearner\":%5$s}";

    private static final Pattern HOST = Pattern.compile("http://([0-9.]+):2380");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final HttpServer server;
    private final FakeCluster cluster;

    FakeNode(NodeSpec node, int port, FakeCluster cluster) {
        this.cluster = cluster;
        try {
            server = HttpServer.create(new InetSocketAddress(node.local(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        on("/health", _ -> "{\"health\":\"true\"}");
        on("/v3/maintenance/status", _ -> status(cluster.id(node.local()), cluster.leader()));
        on("/v2/members", _ -> list(MEMBER));
        on("/v3/cluster/member/list", _ -> list(V3_MEMBER));
        on("/v3/cluster/member/add", this::add);
        on("/v3/cluster/member/promote", this::promote);
        server.createContext("/v2/members/", this::remove);
        server.start();
    }

    /** The answer to the body of a request. */
    private interface Reply {
        String to(String body);
    }

    private void on(String path, Reply reply) {
        HttpHandler handler =
                exchange -> {
                    var asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    answer(exchange, 200, reply.to(asked));
                };
        server.createContext(path, handler);
    }

    private static String status(long id, long leader) {
        return """
        {"header":{"member_id":"%d","raft_term":"2","revision":"5"},"version":"3.4.23",\
        "leader":"%d","raftIndex":"11","raftTerm":"2","raftAppliedIndex":"10"}\
        """
                .formatted(id, leader);
    }

    /** Who runs, and learners that do not: those have told nobody a name. */
    private String list(String form) {
        var running = cluster.running();
        var silent =
                cluster.learners().stream()
                        .filter(host -> running.stream().noneMatch(it -> it.local().equals(host)))
                        .map(host -> line(form, "", host, ""));
        var others =
                running.stream()
                        .map(
                                it -> {
                                    var client = "\"http://%s:2379\"".formatted(it.local());
                                    return line(form, it.name(), it.local(), client);
                                });
        return Stream.concat(others, silent)
                .collect(Collectors.joining(",", "{\"members\":[", "]}"));
    }

    private String line(String form, String name, String host, String clientUrl) {
        var learner = cluster.learners().contains(host);
        return form.formatted(cluster.id(host), name, host, clientUrl, learner);
    }

    private String add(String body) {
        var host = only(HOST.matcher(body)).group(1);
        cluster.learners().add(host);
        return "{\"member\":" + line(V3_MEMBER, "", host, "") + "}";
    }

    private String promote(String body) {
        var id = Long.parseLong(only(NUMBER.matcher(body)).group());
        cluster.learners().removeIf(host -> cluster.id(host) == id);
        return "{}";
    }

    private static Matcher only(Matcher matcher) {
        if (!matcher.find()) {
            throw new IllegalArgumentException("asked without what is asked for: " + matcher);
        }
        return matcher;
    }

    private void remove(HttpExchange exchange) throws IOException {
        var id = Long.parseLong(exchange.getRequestURI().getPath().replaceAll(".*/", ""), 16);
        cluster.learners().removeIf(host -> cluster.id(host) == id);
        answer(exchange, 204, "");
    }

    private static void answer(HttpExchange exchange, int code, String json) throws IOException {
        var body = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
