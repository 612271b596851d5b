package turtlelab.node.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import turtlelab.node.base.Time;
import turtlelab.node.grpc.practice.Practice;

/**
 * Runs a cluster of three nodes for some seconds, in a folder that is removed again, and asks it
 * through each door: the classes and the profiles of hot methods that the JVM gathers by it go into
 * the AOT cache that the launcher hands to every later start. Only speed depends on it.
 */
public final class Rehearsal {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PRACTICE = Duration.ofSeconds(6);
    private static final int CALLS = 24_000;
    private static final int REQUESTS = 300;
    private static final int FIRST_REFUSAL = 400;
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
        try (var nodes = RehearsedNodes.start(folder, 3)) {
            var clients = nodes.clients();
            new Rehearsal("http://127.0.0.1:" + clients.getFirst().getPort()).run(nodes);
        } finally {
            remove(folder);
        }
    }

    private void run(RehearsedNodes nodes) throws IOException, InterruptedException {
        awaitHealth();
        Practice.run(nodes.clients(), CALLS, PRACTICE);
        for (int i = 0; i < REQUESTS; i++) {
            expect(post("/v3/kv/put", PUT));
            expect(post("/v3/kv/range", GET));
        }
        expect(post("/v3/maintenance/status", "{}"));
        expect(post("/v3/cluster/member/list", "{}"));
        expect(request("/v2/keys/key?value=1").PUT(BodyPublishers.noBody()));
        expect(request("/v2/keys/key"));
        expect(request("/v2/members"));
        expect(request("/metrics"));
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

    /** What is answered badly here was never rehearsed: then there must be no package. */
    private void expect(HttpRequest.Builder request) throws IOException, InterruptedException {
        int status = send(request);
        if (status >= FIRST_REFUSAL) {
            throw new IOException("%s answered %d".formatted(request.build().uri(), status));
        }
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
