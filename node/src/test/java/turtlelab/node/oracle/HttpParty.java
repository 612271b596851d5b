package turtlelab.node.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Speaks JSON to the gateway, and plain HTTP to the rest of the client port. */
final class HttpParty implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LONGEST)
                    .build();
    private final String url;

    HttpParty(String url) {
        this.url = url;
    }

    /** The status, then the body. */
    String send(String method, String path, String body) throws Exception {
        var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request = request(path).method(method, publisher).timeout(LONGEST).build();
        var answer = http.send(request, BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().stripTrailing();
    }

    /** A streaming call, whose whole request is known when it begins. */
    Line open(String path, String body) {
        return new Streamed(http, request(path).POST(BodyPublishers.ofString(body)).build());
    }

    /** A path may end with a header: {@code /v3/kv/range[Grpc-Timeout=1S]}. */
    private HttpRequest.Builder request(String path) {
        int header = path.indexOf('[');
        if (header < 0) {
            return HttpRequest.newBuilder(URI.create(url + path));
        }
        var pair = path.substring(header + 1, path.length() - 1).split("=", 2);
        return HttpRequest.newBuilder(URI.create(url + path.substring(0, header)))
                .header(pair[0], pair[1]);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static final class Streamed implements Line {
        private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private volatile @Nullable InputStream body;

        Streamed(HttpClient http, HttpRequest request) {
            Thread.ofVirtual().start(() -> read(http, request));
        }

        private void read(HttpClient http, HttpRequest request) {
            try {
                var answer = http.send(request, BodyHandlers.ofInputStream());
                body = answer.body();
                var reader =
                        new BufferedReader(
                                new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
                reader.lines().forEach(line -> lines.add(answer.statusCode() + " " + line));
                lines.add("OK");
            } catch (IOException | UncheckedIOException e) {
                lines.add("broken");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void send(String request) {
            throw new UnsupportedOperationException("all was said when it began");
        }

        @Override
        public @Nullable String next(long millis) throws InterruptedException {
            return lines.poll(millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public void cancel() {
            try (var open = body) {
                lines.clear();
            } catch (IOException _) {
                lines.clear(); // It was gone before.
            }
        }
    }
}
