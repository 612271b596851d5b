package turtlelab.labctl.ctl.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Speaks HTTP to one endpoint at a time and never repeats a request by itself.
 *
 * <p>Uses the JDK's old client: the new one takes half a second longer to load.
 *
 * @param limit of connecting, and again of waiting for the answer
 * @param credentials {@code user:password}, when the cluster wants them
 */
public record Wire(Duration limit, Optional<String> credentials) {

    private static final int BAD_REQUEST = 400;

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
            return reply(connection);
        } catch (IOException e) {
            throw new NoReply(why(endpoint, url, isConnected, e), isConnected);
        } finally {
            if (connection != null) connection.disconnect();
        }
    }

    private HttpURLConnection open(URI url, Request request) throws IOException {
        var connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        int millis = (int) Math.max(1, limit.toMillis());
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setUseCaches(false);
        connection.setInstanceFollowRedirects(request.mayBeRepeated());
        connection.setRequestMethod(request.method().name());
        credentials.ifPresent(
                it ->
                        connection.setRequestProperty(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(it.getBytes(UTF_8))));
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

    private static String why(String endpoint, URI url, boolean isConnected, IOException e) {
        var place = "dial tcp " + address(url) + ": ";
        return switch (e) {
            case UnknownHostException _ -> "dial tcp: lookup " + url.getHost() + ": no such host";
            case SocketTimeoutException _ when isConnected ->
                    "client: endpoint " + endpoint + " exceeded header timeout";
            case SocketTimeoutException _ -> place + "i/o timeout";
            case NoRouteToHostException _ -> place + "connect: no route to host";
            case ConnectException _ -> place + "connect: connection refused";
            default -> isConnected ? "EOF" : place + e.getMessage();
        };
    }

    private static String address(URI url) {
        var port = url.getPort() < 0 ? ":80" : ":" + url.getPort();
        try {
            var address = InetAddress.getByName(url.getHost()).getHostAddress();
            return (address.contains(":") ? "[" + address + "]" : address) + port;
        } catch (UnknownHostException _) { // then its name must do
            return url.getHost() + port;
        }
    }
}
