package turtlelab.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Time;

/** Bodies that break HTTP's rules, or come in such numbers that memory must be shared. */
class BadBodyTest {
    private static final String HEAD = "POST /v3/kv/put HTTP/1.1\r\nHost: test\r\n";

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
    void aBrokenChunkIsNoSuccess() throws Exception {
        try (var client = client(HEAD + "Transfer-Encoding: chunked\r\n\r\nZZZ\r\n{")) {
            assertThat(statusLine(client)).contains(" 400 ");
        }
    }

    @Test
    void aBodyThatEndsTooEarlyIsNoSuccess() throws Exception {
        try (var client = client(HEAD + "Content-Length: 100\r\n\r\n{")) {
            client.shutdownOutput();
            assertThat(statusLine(client)).doesNotContain(" 200 ");
        }
    }

    @Test
    void unfinishedLargeBodiesNeverHinderSmallRequests() throws Exception {
        var clients = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 200; i++) {
                clients.add(client(HEAD + "Content-Length: 1073741824\r\n\r\n{"));
            }
            var answer = HttpAnswer.of("POST", port.url() + "/v3/kv/put", "{\"key\":\"YQ==\"}");
            assertThat(answer.status()).isEqualTo(200);
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }

    @Test
    void whoGetsNoShareOfTheMemoryIsToldToComeBackLater() throws Exception {
        long longest = BodyBudget.LONGEST_BODY;
        var enough = BodyBudget.shareOf(Runtime.getRuntime().maxMemory()) / longest;
        var clients = new ArrayList<Socket>();
        try {
            for (long i = 0; i < enough; i++) {
                clients.add(client(HEAD + "Content-Length: " + longest + "\r\n\r\n{"));
            }
            awaitNoMoreMemory();
            assertThat(clients.getFirst().getInputStream().available()).isZero();
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
        try (var client = client(HEAD + "Content-Length: 2\r\n\r\n{}")) {
            assertThat(statusLine(client)).contains(" 400 "); // an empty key: it was read
        }
    }

    /** Whoever came before has to be admitted first; that takes a moment. */
    private void awaitNoMoreMemory() throws IOException {
        long declared = BodyBudget.LONGEST_BODY;
        long deadline = Time.SYSTEM.deadline(Duration.ofSeconds(60));
        String status;
        do {
            try (var late = client(HEAD + "Content-Length: " + declared + "\r\n\r\n{")) {
                late.shutdownOutput(); // whoever is admitted after all must not be waited for
                status = statusLine(late);
            }
        } while (!status.contains(" 429 ") && !Time.SYSTEM.isPast(deadline));
        assertThat(status).contains(" 429 ");
    }

    private Socket client(String words) throws IOException {
        var socket = new Socket(port.address().getAddress(), port.address().getPort());
        socket.setSoTimeout(15_000);
        socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String statusLine(Socket client) throws IOException {
        var line = new StringBuilder();
        int next = client.getInputStream().read();
        while (next >= 0 && next != '\r') {
            line.append((char) next);
            next = client.getInputStream().read();
        }
        return line.toString();
    }
}
