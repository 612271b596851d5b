package turtlelab.node.peer.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One question to another member's peer port. The JDK's old client serves here, because the new one
 * costs half a second of a start on a small machine.
 *
 * @param patience how long the answer may take, beside the second for a connection
 */
record PeerRequest(String method, String url, String body, Duration patience) {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final int LONGEST_ANSWER = 64 << 20;

    /** What came back, whatever the status code. */
    record Answer(int status, String clusterId, String body) {}

    static PeerRequest get(String url, Duration patience) {
        return new PeerRequest("GET", url, "", patience);
    }

    static PeerRequest post(String url, String body, Duration patience) {
        return new PeerRequest("POST", url, body, patience);
    }

    /** Asks and waits; the connection is kept for the next question to the same member. */
    Answer call() throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setInstanceFollowRedirects(false);
        if (!body.isEmpty()) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(bytes.length);
            try (var out = connection.getOutputStream()) {
                out.write(bytes);
            }
        }
        var status = connection.getResponseCode();
        var id = connection.getHeaderField("X-Etcd-Cluster-Id");
        try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, id == null ? "" : id, text(in));
        }
    }

    /** Runs a call on a virtual thread of its own. */
    static <T> CompletableFuture<T> inBackground(Supplier<T> call) {
        return CompletableFuture.supplyAsync(
                call, task -> Thread.ofVirtual().name("peer-call").start(task));
    }

    private static String text(@Nullable InputStream body) throws IOException {
        var bytes = body == null ? new byte[0] : body.readNBytes(LONGEST_ANSWER);
        if (bytes.length == LONGEST_ANSWER) {
            throw new IOException("an answer without end");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
