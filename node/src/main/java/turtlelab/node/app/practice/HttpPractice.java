package turtlelab.node.app.practice;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import turtlelab.node.base.Time;

/**
 * Asks nodes over HTTP/1.1, once for everything and often for what clients ask often. A bad answer
 * is a failure: what is answered badly was not practised.
 */
final class HttpPractice implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final int AT_ONCE = 32;
    private static final int KEYS = 500;
    private static final int FIRST_REFUSAL = 400;
    private static final String JSON_PUT = "{\"key\":\"a2V5\",\"value\":\"dmFsdWU=\"}";
    private static final String JSON_GET = "{\"key\":\"a2V5\"}";
    private static final String FORM = "value=" + "turtle..".repeat(32);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> urls;

    /**
     * @param urls of the nodes' client ports
     */
    HttpPractice(List<String> urls) {
        this.urls = List.copyOf(urls);
    }

    void awaitHealth() throws IOException, InterruptedException {
        long deadline = Time.SYSTEM.deadline(LIMIT);
        while (!isHealthy(urls.getFirst())) {
            if (Time.SYSTEM.isPast(deadline)) {
                throw new IOException("the node is not healthy within " + LIMIT);
            }
            var _ = NEVER.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** A node that does not listen yet is not healthy yet. */
    boolean isHealthy(String url) throws IOException, InterruptedException {
        try {
            return send(request(url + "/health")) == 200;
        } catch (ConnectException _) {
            return false;
        }
    }

    /** Every kind of request at least once. */
    void eachKind() throws IOException, InterruptedException {
        var url = urls.getFirst();
        expect(post(url + "/v3/maintenance/status", "{}"));
        expect(post(url + "/v3/cluster/member/list", "{}"));
        expect(request(url + "/v2/keys/key?value=1").PUT(BodyPublishers.noBody()));
        expect(request(url + "/v2/keys/key"));
        expect(request(url + "/v2/members"));
        expect(request(url + "/metrics"));
    }

    /**
     * Reads and writes of v2 and of the gateway, many at a time, to all nodes; returns when so many
     * were answered, or the time is over.
     */
    void often(int requests, Duration atMost) throws IOException, InterruptedException {
        long deadline = Time.SYSTEM.deadline(atMost);
        var asked = new AtomicInteger();
        Callable<Integer> client =
                () -> {
                    int n = asked.getAndIncrement();
                    while (n < requests && !Time.SYSTEM.isPast(deadline)) {
                        expect(frequent(n));
                        n = asked.getAndIncrement();
                    }
                    return n;
                };
        var ends = new ArrayList<Future<Integer>>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                ends.add(clients.submit(client));
            }
        }
        for (var end : ends) {
            try {
                end.get();
            } catch (ExecutionException e) {
                throw new IOException("a request failed", e.getCause());
            }
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder frequent(int n) {
        var url = urls.get(n % urls.size());
        var key = url + "/v2/keys/practice/" + n % KEYS;
        int kind = n % 64; // What is compiled at each start is paid for at each start.
        if (kind == 0) {
            return post(url + "/v3/kv/put", JSON_PUT);
        }
        if (kind == 1) {
            return post(url + "/v3/kv/range", JSON_GET);
        }
        return kind < 32
                ? request(url + "/v2/keys/key")
                : request(key)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .PUT(BodyPublishers.ofString(FORM));
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT);
    }

    private static HttpRequest.Builder post(String url, String body) {
        return request(url).POST(BodyPublishers.ofString(body));
    }

    private void expect(HttpRequest.Builder request) throws IOException, InterruptedException {
        int status = send(request);
        if (status >= FIRST_REFUSAL) {
            throw new IOException("%s answered %d".formatted(request.build().uri(), status));
        }
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
