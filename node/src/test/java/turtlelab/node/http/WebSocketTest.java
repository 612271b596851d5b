package turtlelab.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.oracle.RealEtcd;

/** The gateway over WebSockets, beside a real etcd's and by itself. */
class WebSocketTest {
    private static final int PATIENCE_SECONDS = 20;
    private static final String END = "the end";

    private static final String PUT = "{\"key\":\"Zm9v\",\"value\":\"YmFy\"}";

    /** What both are asked: a path, how many answers there are, what is sent. */
    private record Exchange(String path, int answers, List<String> messages) {
        Exchange(String path, int answers, String... messages) {
            this(path, answers, List.of(messages));
        }
    }

    private static final List<Exchange> SCRIPT =
            List.of(
                    new Exchange("/v3/kv/put", 1, PUT),
                    new Exchange("/v3/kv/put", 1, "{\"key\":\"Zm9v\",", "\"value\":\"YmF6\"}"),
                    new Exchange("/v3/kv/put", 1, "{}"),
                    new Exchange("/v3/kv/put", 1, "{bad"),
                    new Exchange("/v3/kv/range", 1, "{\"key\":\"Zm9v\"}"),
                    new Exchange("/v3beta/kv/range", 1, "{\"key\":\"Zm9v\"}"),
                    new Exchange("/v3/kv/lease/leases", 1, "{}"),
                    new Exchange(
                            "/v3/watch",
                            2,
                            "{\"create_request\":{\"key\":\"Zm9v\",\"start_revision\":\"1\"}}"),
                    new Exchange(
                            "/v3/watch",
                            3,
                            "{\"create_request\":{\"key\":\"YQ==\"}}"
                                    + "{\"create_request\":{\"key\":\"Yg==\"}}",
                            "{\"cancel_request\":{\"watch_id\":\"1\"}}"),
                    new Exchange(
                            "/v3/watch",
                            2,
                            "{\"create_request\":{\"key\":\"YQ==\"}}",
                            "",
                            "{\"create_request\":{\"key\":\"Yg==\"}}"),
                    new Exchange("/v3/watch", 1, "{bad"),
                    new Exchange("/v3/lease/keepalive", 2, "{\"ID\":\"1234\"}", "{\"ID\":\"5\"}"));

    @TempDir Path folder;

    private TestPort port;

    @BeforeEach
    void open() throws Exception {
        port = new TestPort();
    }

    @AfterEach
    void close() throws Exception {
        port.close();
    }

    /** A client that hears answers, and the end whatever brought it. */
    private static final class Client implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final HttpClient http = HttpClient.newHttpClient();
        private final WebSocket socket;

        Client(InetSocketAddress server, String path, String... protocols) {
            var builder = http.newWebSocketBuilder();
            if (protocols.length > 0) {
                builder.subprotocols(
                        protocols[0],
                        List.of(protocols).subList(1, protocols.length).toArray(String[]::new));
            }
            var uri = URI.create("ws:/" + server.getAddress() + ":" + server.getPort() + path);
            socket = builder.buildAsync(uri, this).join();
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            heard.add(END);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            heard.add(END);
        }

        /** Whether it was taken by the network, at least. */
        boolean send(String message) {
            return socket.sendText(message, true).handle((_, failure) -> failure == null).join();
        }

        String next() throws InterruptedException {
            var next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return next == null ? "nothing" : next;
        }

        @Override
        public void close() {
            socket.abort();
            http.shutdownNow();
        }
    }

    private static List<String> play(InetSocketAddress server, Exchange exchange)
            throws InterruptedException {
        try (var client = new Client(server, exchange.path())) {
            for (var message : exchange.messages()) {
                if (!client.send(message)) {
                    break; // it has ended already
                }
            }
            var answers = new ArrayList<String>();
            for (int i = 0; i < exchange.answers(); i++) {
                answers.add(masked(client.next()));
            }
            return answers;
        }
    }

    private static String masked(String answer) {
        return answer.replaceAll("\"(cluster_id|member_id|raft_term)\":\"\\d+\"", "\"$1\":\"N\"")
                .replaceAll("(invalid|Unexpected) character [^\"]*", "no JSON");
    }

    @Test
    void everyAnswerIsTheOneThatEtcdGives() throws Exception {
        RealEtcd.assumeInstalled();
        try (var etcd = RealEtcd.start(folder)) {
            var softly = new SoftAssertions();
            for (var exchange : SCRIPT) {
                softly.assertThat(play(port.address(), exchange))
                        .as(exchange.path() + " " + String.join(" ", exchange.messages()))
                        .isEqualTo(play(etcd.address(), exchange));
            }
            softly.assertAll();
        }
    }

    @Test
    void aBinaryMessageIsReadToo() throws Exception {
        try (var client = new Client(port.address(), "/v3/kv/put")) {
            client.socket
                    .sendBinary(ByteBuffer.wrap(PUT.getBytes(StandardCharsets.UTF_8)), true)
                    .join();
            assertThat(client.next()).contains("\"revision\":\"2\"");
            assertThat(client.next()).isEqualTo(END);
        }
    }

    @Test
    void theFirstProtocolThatABrowserOffersIsTaken() throws Exception {
        try (var client = new Client(port.address(), "/v3/kv/range", "Bearer", "token")) {
            assertThat(client.socket.getSubprotocol()).isEqualTo("Bearer");
        }
    }

    @Test
    void aMessageThatIsTooLongEndsTheConnection() throws Exception {
        try (var client = new Client(port.address(), "/v3/watch")) {
            var huge = "{\"create_request\":{\"key\":\"" + "A".repeat(100_000) + "\"}}";
            client.send(huge);
            assertThat(client.next()).isEqualTo(END);
        }
    }

    @Test
    void aWatchEndsWhenItsClientGoes() throws Exception {
        try (var client = new Client(port.address(), "/v3/watch")) {
            assertThat(client.send("{\"create_request\":{\"key\":\"Zm9v\"}}")).isTrue();
            assertThat(client.next()).contains("\"created\":true");
            eventuallyWatched(1);
        }
        eventuallyWatched(0);
    }

    @Test
    void whoWaitsForALockAndGoesIsNoLongerInTheQueue() throws Exception {
        var name = "{\"name\":\"bA==\"}";
        try (var holder = new Client(port.address(), "/v3/lock/lock")) {
            assertThat(holder.send(name)).isTrue();
            assertThat(holder.next()).contains("\"key\":");
            assertThat(holder.next()).isEqualTo(END);
        }
        try (var waiting = new Client(port.address(), "/v3/lock/lock")) {
            assertThat(waiting.send(name)).isTrue();
            eventually(() -> queued() == 2);
        }
        eventually(() -> queued() == 1);
    }

    private int queued() throws Exception {
        try (var client = new Client(port.address(), "/v3/kv/range")) {
            assertThat(client.send("{\"key\":\"bC8=\",\"range_end\":\"bDA=\"}")).isTrue();
            return client.next().split("\"create_revision\"", -1).length - 1;
        }
    }

    private void eventuallyWatched(int watches) throws Exception {
        eventually(() -> port.watches().figures().watches() == watches);
    }
}
