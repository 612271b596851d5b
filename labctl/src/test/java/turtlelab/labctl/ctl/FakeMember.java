package turtlelab.labctl.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A member's HTTP side that says what it is told to say, and remembers what it was asked. */
final class FakeMember implements AutoCloseable {

    private static final String HOST = "127.9.2.1";

    /** A prepared answer. */
    private record Said(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Said> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    FakeMember() {
        try {
            server = HttpServer.create(new InetSocketAddress(HOST, 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://" + HOST + ":" + server.getAddress().getPort();
    }

    /** Prepares an answer to a request such as {@code GET /health}. */
    FakeMember says(String request, int status, String body) {
        answers.put(request, new Said(status, body));
        return this;
    }

    /** The requests so far, with their bodies behind a blank. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add((request + " " + body).strip());
        var said = answers.getOrDefault(request, new Said(404, "404 page not found\n"));
        var bytes = said.body().getBytes(UTF_8);
        exchange.getResponseHeaders().add("X-Etcd-Index", "7");
        exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
