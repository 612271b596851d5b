package turtlelab.node.http.v2.fastpath;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.node.auth.Passwords;
import turtlelab.node.auth.V2Guard;
import turtlelab.node.base.Time;
import turtlelab.node.front.Verdict;
import turtlelab.node.http.v2.keys.KeysService;
import turtlelab.node.http.v2.keys.ReadCounts;
import turtlelab.node.replica.FakeReplica;

/** Who is served on the fast path, and who is given to the HTTP server with what. */
class FastPathDoorTest {
    private static final String PLAIN = "GET /v2/keys/none HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String UNUSUAL = "GET /version HTTP/1.1\r\nHost: x\r\n\r\nmore";
    private static final int WAIT_SECONDS = 15;

    private final BlockingQueue<String> handedOver = new ArrayBlockingQueue<>(10);
    private final FakeReplica replica = new FakeReplica();
    private volatile boolean open = true;
    private FastPath path;
    private ServerSocketChannel listening;

    @BeforeEach
    void start() throws IOException {
        var guard = new V2Guard(() -> replica.state().v2Auth(), new Passwords(new SecureRandom()));
        var service = new KeysService(replica, Time.SYSTEM, guard, new ReadCounts());
        path = new FastPath(service, () -> open, Time.SYSTEM);
        listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.6.0.44", 0));
    }

    @AfterEach
    void stop() throws Exception {
        path.close();
        listening.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v2/keys/a, YES",
        "PUT /v2/keys/a, YES",
        "POST /v2/keys, YES",
        "DELETE /v2/keys/a, YES",
        "HEAD /v2/keys/a, NO",
        "GET /v2/members, NO"
    })
    void requestsForKeysComeHereFirst(String opening, Verdict verdict) {
        var head = ByteBuffer.wrap((opening + " HTTP/1.1\r\n\r\n").getBytes(US_ASCII));
        assertThat(path.door(this::handOver).matcher().look(head)).isEqualTo(verdict);
    }

    @Test
    void aPlainRequestIsAnsweredHere() throws Exception {
        try (var client = connect(PLAIN)) {
            assertThat(firstLine(client)).isEqualTo("HTTP/1.1 404 Not Found");
            assertThat(handedOver).isEmpty();
        }
    }

    @Test
    void anUnusualRequestIsHandedOverWithAllThatWasReadOfIt() throws Exception {
        try (var client = connect(PLAIN)) {
            assertThat(firstLine(client)).isEqualTo("HTTP/1.1 404 Not Found");
            client.getOutputStream().write(UNUSUAL.getBytes(US_ASCII));
            assertThat(handedOver.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(UNUSUAL);
        }
    }

    @Test
    void whileThePathIsClosedEveryRequestIsHandedOver() throws Exception {
        open = false;
        try (var _ = connect(PLAIN)) {
            assertThat(handedOver.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(PLAIN);
        }
    }

    /** A client whose first bytes the front has read. */
    private Socket connect(String first) throws IOException {
        var address = (InetSocketAddress) listening.getLocalAddress();
        var client = new Socket(address.getAddress(), address.getPort());
        client.setSoTimeout((int) TimeUnit.SECONDS.toMillis(WAIT_SECONDS));
        var accepted = listening.accept();
        accepted.configureBlocking(false);
        path.door(this::handOver)
                .receiver()
                .take(accepted, ByteBuffer.wrap(first.getBytes(US_ASCII)));
        return client;
    }

    private void handOver(SocketChannel channel, ByteBuffer prefix) throws IOException {
        handedOver.add(US_ASCII.decode(prefix).toString());
        channel.close();
    }

    private static String firstLine(Socket client) throws IOException {
        var line = new StringBuilder();
        for (int next = client.getInputStream().read(); next != '\r'; ) {
            assertThat(next).as("closed after %s", line).isNotNegative();
            line.append((char) next);
            next = client.getInputStream().read();
        }
        return line.toString();
    }
}
