package turtlelab.labctl.dns.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** A DNS API in Cloudflare's shape with one zone, which counts and limits requests. */
final class FakeCloud implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String RECORDS = "/client/v4/zones/z1/dns_records";

    final Map<String, ObjectNode> records = new LinkedHashMap<>();
    int tooMany;
    boolean bodyWithoutNeed;
    private final HttpServer server;
    private int ids;

    FakeCloud() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.2.32.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    Cloud.Account account(String key) {
        var base = "http://127.2.32.1:" + server.getAddress().getPort() + "/client/v4";
        return new Cloud.Account(base, "a@b.test", key);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var bytes = exchange.getRequestBody().readAllBytes();
        var method = exchange.getRequestMethod();
        if (method.matches("GET|DELETE") && bytes.length > 0) {
            bodyWithoutNeed = true;
        }
        if (tooMany > 0) {
            tooMany--;
            answer(exchange, 429, "{\"success\":false,\"errors\":[{\"message\":\"slow down\"}]}");
            return;
        }
        if (!"secret".equals(exchange.getRequestHeaders().getFirst("X-Auth-Key"))) {
            answer(exchange, 403, "{\"success\":false,\"errors\":[{\"message\":\"who are you\"}]}");
            return;
        }
        var path = exchange.getRequestURI().getPath();
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var body = bytes.length == 0 ? JSON.missingNode() : JSON.readTree(bytes);
        answer(exchange, 200, result(method, path, query, body));
    }

    private String result(String method, String path, String query, JsonNode body) {
        var result = JSON.createArrayNode();
        if (path.equals("/client/v4/zones")) {
            if (query.contains("name=lab.test")) {
                result.addObject().put("id", "z1").put("name", "lab.test");
            }
        } else if (method.equals("POST")) {
            records.put("r" + ++ids, stored(body, "r" + ids));
        } else if (method.equals("PUT")) {
            var id = path.substring(RECORDS.length() + 1);
            records.replace(id, stored(body, id));
        } else if (method.equals("DELETE")) {
            records.remove(path.substring(RECORDS.length() + 1));
        } else if (path.equals(RECORDS)) {
            records.values().stream()
                    .filter(it -> !query.contains("&name=") || query.contains(name(it)))
                    .forEach(result::add);
        }
        var answer = JSON.createObjectNode().put("success", true);
        answer.set("result", result);
        return answer.toString();
    }

    private static String name(JsonNode record) {
        return "&name=" + record.path("name").asText();
    }

    private static ObjectNode stored(JsonNode body, String id) {
        return ((ObjectNode) body.deepCopy()).put("id", id);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            var bytes = json.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
