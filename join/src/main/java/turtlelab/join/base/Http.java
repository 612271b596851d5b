package turtlelab.join.base;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as this module needs it: one request, one bounded answer, a deadline, no proxy and no
 * redirect. The JDK's old client, because the new one costs a node half a second of its start.
 */
public final class Http {
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final int LONGEST_CONNECT_MILLIS = 2_000;

    private Http() {}

    /**
     * What to send.
     *
     * @param body with its content type; empty for none
     */
    public record Request(String method, String url, String contentType, String body) {
        public static Request get(String url) {
            return new Request("GET", url, "", "");
        }

        public static Request delete(String url) {
            return new Request("DELETE", url, "", "");
        }

        public static Request putForm(String url, String form) {
            return new Request("PUT", url, "application/x-www-form-urlencoded", form);
        }

        public static Request postJson(String url, String json) {
            return new Request("POST", url, "application/json", json);
        }
    }

    /**
     * What came back, whatever the status.
     *
     * @param clusterId etcd's header with the cluster's identity, in hexadecimal; may be empty
     */
    public record Reply(int status, String body, String clusterId) {}

    /**
     * Sends and waits.
     *
     * @param limit of connecting and of each wait for bytes
     * @throws IOException when no whole answer came; the message says why in a phrase
     */
    public static Reply send(Request request, Duration limit) throws IOException {
        var connection = open(request, limit);
        try {
            if (!request.contentType().isEmpty()) {
                connection.setRequestProperty("Content-Type", request.contentType());
                connection.setDoOutput(true);
                try (var out = connection.getOutputStream()) {
                    out.write(request.body().getBytes(StandardCharsets.UTF_8));
                }
            }
            var status = connection.getResponseCode();
            try (var in = status < 400 ? connection.getInputStream() : failure(connection)) {
                var cluster = connection.getHeaderField("X-Etcd-Cluster-Id");
                return new Reply(status, text(in), cluster == null ? "" : cluster);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static HttpURLConnection open(Request request, Duration limit) throws IOException {
        HttpURLConnection connection;
        try {
            var url = URI.create(request.url()).toURL();
            connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new IOException("not an HTTP address: " + request.url(), e);
        }
        var millis = (int) Math.min(limit.toMillis(), Integer.MAX_VALUE);
        connection.setRequestMethod(request.method());
        connection.setConnectTimeout(Math.min(millis, LONGEST_CONNECT_MILLIS));
        connection.setReadTimeout(millis);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }

    private static @Nullable InputStream failure(HttpURLConnection connection) {
        return connection.getErrorStream();
    }

    private static String text(@Nullable InputStream in) throws IOException {
        var bytes = in == null ? new byte[0] : in.readNBytes(LONGEST_ANSWER);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
