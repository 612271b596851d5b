package turtlelab.node.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client port has to bear without harm to anybody else. */
class HardTimesTest {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
    private static final int WAIT_MILLIS = 20_000;

    private TestPort port;

    @BeforeEach
    void open() throws Exception {
        port = new TestPort();
    }

    @AfterEach
    void close() throws Exception {
        port.close();
    }

    @Test
    void garbageBehindAnHttp2PrefaceEndsThatConnectionOnly() throws Exception {
        var random = new Random(11);
        for (int i = 0; i < 50; i++) {
            try (var socket = connect()) {
                var bytes = new byte[2000];
                random.nextBytes(bytes);
                socket.getOutputStream().write(PREFACE);
                socket.getOutputStream().write(bytes);
                assertThat(endsByPeer(socket)).isTrue();
            }
        }
        assertHealthy();
    }

    @Test
    void aThousandOpenConnectionsAreNoBurden() throws Exception {
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 1000; i++) {
                var socket = connect();
                sockets.add(socket);
                if (i % 2 == 0) {
                    socket.getOutputStream().write(PREFACE);
                }
            }
            assertHealthy();
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void requestsThatWaitDoNotStandInTheWayOfOthers() throws Exception {
        port.members().stall();
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < 100; i++) {
            sockets.add(connect());
            var post =
                    "POST /v3/cluster/member/remove HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                            + "Content-Length: 10\r\n\r\n{\"ID\":\"7\"}";
            sockets.getLast().getOutputStream().write(post.getBytes(US_ASCII));
        }
        while (port.members().waiting() < sockets.size()) {
            assertHealthy();
        }
        assertHealthy();
        port.members().goOn();
        for (var socket : sockets) {
            assertThat(readUntil(socket, "request timed out")).isTrue();
            socket.close();
        }
    }

    @Test
    void aClientThatLeavesInMidBodyHarmsNobody() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (var socket = connect()) {
                var head = "POST /v3/kv/put HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{";
                socket.getOutputStream().write(head.getBytes(US_ASCII));
            }
        }
        assertHealthy();
    }

    /** Etcd resets such a stream without a word. */
    @Test
    void anHttpPathAskedForByHttp2GetsAProperAnswer() throws Exception {
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
                var socket = connect()) {
            // Java's client upgrades instead of knowing; so the frames are written by hand here,
            // and the upgrade must fall back to HTTP/1.
            socket.getOutputStream().write(PREFACE);
            socket.getOutputStream().write(emptySettings());
            socket.getOutputStream().write(getHealth());
            assertThat(readUntil(socket, "Content-Type is missing")).isTrue();
            var request =
                    HttpRequest.newBuilder(URI.create(port.url() + "/health"))
                            .timeout(Duration.ofMillis(WAIT_MILLIS));
            var answer = client.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aLearnerAnswersOnlyWhatItMayKnow() throws Exception {
        port.replica().becomeLearner();
        var key = "{\"key\":\"YQ==\"}";
        assertThat(post("/v3/kv/put", key).body())
                .contains("etcdserver: rpc not supported for learner", "\"code\":14");
        assertThat(post("/v3/kv/range", key).status()).isEqualTo(503);
        assertThat(post("/v3/cluster/member/list", "{}").status()).isEqualTo(503);
        assertThat(post("/v3/kv/range", "{\"key\":\"YQ==\",\"serializable\":true}").status())
                .isEqualTo(200);
        assertThat(post("/v3/maintenance/status", "{}").body()).contains("\"isLearner\":true");
    }

    private static byte[] emptySettings() {
        return new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0};
    }

    /**
     * HEADERS, end of headers and stream, on stream 1: GET, http, / (static table), authority "a".
     */
    private static byte[] getHealth() {
        byte[] block = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'};
        byte[] frame = new byte[9 + block.length];
        System.arraycopy(new byte[] {0, 0, (byte) block.length, 1, 5, 0, 0, 0, 1}, 0, frame, 0, 9);
        System.arraycopy(block, 0, frame, 9, block.length);
        return frame;
    }

    private static boolean readUntil(Socket socket, String text) throws Exception {
        socket.setSoTimeout(WAIT_MILLIS);
        var seen = new StringBuilder();
        for (int b = socket.getInputStream().read();
                b >= 0 && seen.indexOf(text) < 0;
                b = socket.getInputStream().read()) {
            seen.append((char) b);
        }
        return seen.indexOf(text) >= 0;
    }

    private void assertHealthy() throws Exception {
        assertThat(HttpAnswer.get(port.url() + "/health").status()).isEqualTo(200);
        assertThat(post("/v3/kv/put", "{\"key\":\"YQ==\"}").status()).isEqualTo(200);
    }

    private HttpAnswer post(String path, String body) throws Exception {
        return HttpAnswer.of("POST", port.url() + path, body);
    }

    private Socket connect() throws Exception {
        return new Socket(port.address().getAddress(), port.address().getPort());
    }

    private static boolean endsByPeer(Socket socket) throws Exception {
        socket.setSoTimeout(WAIT_MILLIS);
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (java.net.SocketException _) {
            return true; // Reset, because not all it had sent was read.
        }
    }
}
