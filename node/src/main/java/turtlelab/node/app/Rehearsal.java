package turtlelab.node.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import turtlelab.node.app.flags.FlagParser;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.base.Time;

/**
 * Runs one node for a moment, in a folder that is removed again, and asks it a little through each
 * door: what the JVM learns by it goes into the AOT cache that the launcher hands to every later
 * start. Only speed depends on it.
 */
public final class Rehearsal {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int REQUESTS = 300;
    private static final String PUT = "{\"key\":\"a2V5\",\"value\":\"dmFsdWU=\"}";
    private static final String GET = "{\"key\":\"a2V5\"}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    private Rehearsal(String url) {
        this.url = url;
    }

    /** Ends the JVM with 0 when the rehearsal went well. */
    public static void main(String[] args) throws Exception {
        var folder = Files.createTempDirectory("turtled-rehearsal");
        try {
            var client = freeUrl();
            try (var _ = Node.start(config(folder, client, freeUrl()), Time.SYSTEM)) {
                new Rehearsal(client).run();
            }
        } finally {
            remove(folder);
        }
    }

    private static NodeConfig config(Path folder, String client, String peer) throws Exception {
        var words =
                List.of(
                        "--data-dir=" + folder.resolve("data"),
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=default=" + peer);
        return NodeConfig.of(Settings.of(FlagParser.parse(words).values(), Map.of()));
    }

    private static String freeUrl() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    private void run() throws IOException, InterruptedException {
        awaitHealth();
        for (int i = 0; i < REQUESTS; i++) {
            send(post("/v3/kv/put", PUT));
            send(post("/v3/kv/range", GET));
        }
        send(post("/v3/maintenance/status", "{}"));
        send(post("/v3/cluster/member/list", "{}"));
        send(request("/v2/keys/key?value=1").PUT(BodyPublishers.noBody()));
        send(request("/v2/keys/key"));
        send(request("/v2/members"));
        send(request("/metrics"));
    }

    private void awaitHealth() throws IOException, InterruptedException {
        long deadline = Time.SYSTEM.deadline(LIMIT);
        while (send(request("/health")) != 200) {
            if (Time.SYSTEM.isPast(deadline)) {
                throw new IOException("the node is not healthy within " + LIMIT);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(LIMIT);
    }

    private HttpRequest.Builder post(String path, String body) {
        return request(path).POST(BodyPublishers.ofString(body));
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
