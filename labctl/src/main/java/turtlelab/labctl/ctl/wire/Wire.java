package turtlelab.labctl.ctl.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Speaks HTTP to one endpoint at a time and never repeats a request by itself.
 *
 * <p>Uses the JDK's old client: the new one takes half a second longer to load.
 *
 * @param limit of connecting, and again of waiting for the answer; none unless positive
 * @param credentials {@code user:password}, when the cluster wants them
 */
public record Wire(Duration limit, Optional<String> credentials) {

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NO_LIMIT = 0;

    /** Asks this endpoint. */
    public Reply ask(String endpoint, Request request) throws NoReply {
        var url = URI.create(endpoint + request.path());
        boolean isConnected = false;
        HttpURLConnection connection = null;
        try {
            connection = open(url, request);
            connection.connect();
            isConnected = true;
            send(connection, request);
            var reply = reply(connection);
            boolean isUntold = reply.status() == UNAUTHORIZED && !request.mayBeRepeated();
            return isUntold ? askAgain(endpoint, request) : reply;
        } catch (NoReply e) {
            throw e;
        } catch (IOException e) {
            if (!isConnected) throw NoReply.notConnected(url, e);
            throw e instanceof SocketTimeoutException
                    ? NoReply.tooLate(endpoint)
                    : NoReply.cutOff();
        } finally {
            if (connection != null) connection.disconnect();
        }
    }

    /**
     * A write was refused for want of credentials, and the old client keeps the answer to itself.
     * What was refused may be asked again.
     */
    private Reply askAgain(String endpoint, Request request) throws NoReply {
        try (var answer = new LongPoll(this).ask(endpoint, request)) {
            return answer.reply();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw NoReply.cutOff();
        }
    }

    private HttpURLConnection open(URI url, Request request) throws IOException {
        var connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        int millis = limit.isPositive() ? (int) Math.max(1, limit.toMillis()) : NO_LIMIT;
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setUseCaches(false);
        connection.setInstanceFollowRedirects(request.mayBeRepeated());
        connection.setRequestMethod(request.method().name());
        authorization().ifPresent(it -> connection.setRequestProperty("Authorization", it));
        if (!request.mayBeRepeated()) {
            connection.setDoOutput(true);
            if (!request.type().isEmpty()) {
                connection.setRequestProperty("Content-Type", request.type());
            }
            // With a fixed length the JDK does not send it again behind our back.
            connection.setFixedLengthStreamingMode(request.body().getBytes(UTF_8).length);
        }
        return connection;
    }

    Optional<String> authorization() {
        return credentials.map(
                it -> "Basic " + Base64.getEncoder().encodeToString(it.getBytes(UTF_8)));
    }

    private static void send(HttpURLConnection connection, Request request) throws IOException {
        if (!request.mayBeRepeated()) {
            try (var out = connection.getOutputStream()) {
                out.write(request.body().getBytes(UTF_8));
            }
        }
    }

    private static Reply reply(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (var body =
                status < BAD_REQUEST ? connection.getInputStream() : connection.getErrorStream()) {
            var text = body == null ? "" : text(body);
            return new Reply(status, text, connection.getHeaderFieldLong("X-Etcd-Index", 0));
        }
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readAllBytes(), UTF_8);
    }
}
