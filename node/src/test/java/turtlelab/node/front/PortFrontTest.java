package turtlelab.node.front;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Time;

class PortFrontTest {
    private static final String HOST = "127.7.0.12";
    private static final byte[] MAGIC = "MAGIC\n".getBytes(US_ASCII);
    private static final String GET = "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final int WAIT_MILLIS = 20_000;

    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    private PortFront front;

    @BeforeEach
    void open() throws Exception {
        front = open(SnifferLimits.STANDARD);
    }

    @AfterEach
    void close() throws Exception {
        front.close();
    }

    @Test
    void twoProtocolsLiveOnOnePort() throws Exception {
        assertThat(exchange(GET)).startsWith("HTTP/1.1 200").endsWith("hello");
        assertThat(exchange("MAGIC\nabc")).isEqualTo("welcome");
        assertThat(received.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("MAGIC\nabc");
    }

    @Test
    void aProtocolIsKnownEvenWhenItComesByteByByte() throws Exception {
        assertThat(byteByByte(GET)).startsWith("HTTP/1.1 200").endsWith("hello");
        assertThat(byteByByte("MAGIC\n")).isEqualTo("welcome");
    }

    @Test
    void aBodyBehindTheHeadIsNotLost() throws Exception {
        var head = "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n";
        var post = head + "\r\nabc";
        assertThat(exchange(post)).endsWith("abc");
    }

    @Test
    void pipelinedRequestsAreAllAnswered() throws Exception {
        var first = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
        assertThat(exchange(first + first + GET).split("hello", -1)).hasSize(4);
    }

    @Test
    void garbageIsClosedAtOnceAndHarmsNobody() throws Exception {
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            var bytes = new byte[1 + random.nextInt(300)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (0x80 | bytes[0]);
            try (var socket = connect()) {
                socket.getOutputStream().write(bytes);
                assertThat(isClosedByPeer(socket)).isTrue();
            }
        }
        assertThat(exchange(GET)).startsWith("HTTP/1.1 200");
    }

    @Test
    void aHalfOpenConnectionIsClosed() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write("GET /hel".getBytes(US_ASCII));
            socket.shutdownOutput();
            assertThat(isClosedByPeer(socket)).isTrue();
        }
    }

    @Test
    void anEndlessHeadIsRefusedPolitely() throws Exception {
        assertThat(exchange("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
    }

    @Test
    void manySilentConnectionsDoNotDelayOthers() throws Exception {
        var silent = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 500; i++) {
                silent.add(connect());
            }
            assertThat(exchange(GET)).startsWith("HTTP/1.1 200");
            assertThat(exchange("MAGIC\n")).isEqualTo("welcome");
            silent.get(250).getOutputStream().write(GET.getBytes(US_ASCII));
            assertThat(readAll(silent.get(250))).startsWith("HTTP/1.1 200");
        } finally {
            for (var socket : silent) {
                socket.close();
            }
        }
    }

    /** With a patience longer than the wait: whoever is overlooked stays so. */
    @Test
    void whoComesInABurstIsServed() throws Exception {
        try (var patient = open(new SnifferLimits(1024, 4096, Duration.ofSeconds(90)))) {
            var address = patient.addresses().getFirst();
            for (int round = 0; round < 300; round++) {
                var sockets = new ArrayList<Socket>();
                for (int i = 0; i < 8; i++) {
                    sockets.add(new Socket(address.getAddress(), address.getPort()));
                    sockets.getLast().getOutputStream().write(MAGIC);
                }
                for (var socket : sockets) {
                    assertThat(readAll(socket)).isEqualTo("welcome");
                    socket.close();
                }
            }
        }
    }

    @Test
    void whoDoesNotSayWhatHeSpeaksIsClosedAfterAWhile() throws Exception {
        try (var impatient = open(new SnifferLimits(1024, 100, Duration.ofMillis(200)));
                var silent = new Socket(HOST, impatient.addresses().getFirst().getPort());
                var slow = new Socket(HOST, impatient.addresses().getFirst().getPort())) {
            slow.getOutputStream().write("GET /hello HTTP/1.1\r\nX-".getBytes(US_ASCII));
            assertThat(isClosedByPeer(silent)).isTrue();
            assertThat(isClosedByPeer(slow)).isTrue();
        }
    }

    @Test
    void whenTooManyAreUndecidedTheOldestGoes() throws Exception {
        try (var small = open(new SnifferLimits(1024, 3, Duration.ofSeconds(60)))) {
            var sockets = new ArrayList<Socket>();
            for (int i = 0; i < 4; i++) {
                sockets.add(new Socket(HOST, small.addresses().getFirst().getPort()));
                sockets.getLast().getOutputStream().write('G');
            }
            assertThat(isClosedByPeer(sockets.getFirst())).isTrue();
            sockets.getLast().getOutputStream().write(GET.substring(1).getBytes(US_ASCII));
            assertThat(readAll(sockets.getLast())).startsWith("HTTP/1.1 200");
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void everyAddressOfAPortIsServed() throws Exception {
        var addresses =
                List.of(new InetSocketAddress(HOST, 0), new InetSocketAddress("127.7.0.13", 0));
        try (var both = PortFront.open(port(addresses), doors(), PortFrontTest::routes)) {
            for (var address : both.addresses()) {
                try (var socket = new Socket(address.getAddress(), address.getPort())) {
                    socket.getOutputStream().write(GET.getBytes(US_ASCII));
                    assertThat(readAll(socket)).startsWith("HTTP/1.1 200");
                }
            }
        }
    }

    @Test
    void aTakenAddressIsRefusedInEtcdsWordsAndNothingStaysBound() throws Exception {
        var taken = front.addresses().getFirst();
        var free = new InetSocketAddress("127.7.0.13", taken.getPort());
        assertThatThrownBy(
                        () ->
                                PortFront.open(
                                        port(List.of(free, taken)), doors(), PortFrontTest::routes))
                .isInstanceOf(BindException.class)
                .hasMessage(
                        "listen tcp 127.7.0.12:"
                                + taken.getPort()
                                + ": bind: address already in use");
        PortFront.open(port(List.of(free)), doors(), PortFrontTest::routes).close();
    }

    @Test
    void afterClosingTheAddressIsFree() throws Exception {
        var address = front.addresses().getFirst();
        front.close();
        front = PortFront.open(port(List.of(address)), doors(), PortFrontTest::routes);
        assertThat(exchange(GET)).startsWith("HTTP/1.1 200");
    }

    private PortFront open(SnifferLimits limits) throws Exception {
        var address = List.of(new InetSocketAddress(HOST, 0));
        return PortFront.open(
                new Port("test", address, limits, Time.SYSTEM), doors(), PortFrontTest::routes);
    }

    private static Port port(List<InetSocketAddress> addresses) {
        return new Port("test", addresses, Time.SYSTEM);
    }

    private Doors doors() {
        return _ -> List.of(new Door(Matcher.startsWith(MAGIC), this::welcome));
    }

    private void welcome(SocketChannel channel, ByteBuffer prefix) throws IOException {
        received.add(US_ASCII.decode(prefix).toString());
        channel.write(ByteBuffer.wrap("welcome".getBytes(US_ASCII)));
        channel.close();
    }

    private static void routes(io.javalin.config.JavalinConfig config) {
        config.routes.get("/hello", request -> request.result("hello"));
        config.routes.post("/echo", request -> request.result(request.body()));
    }

    private Socket connect() throws IOException {
        return new Socket(HOST, front.addresses().getFirst().getPort());
    }

    private String exchange(String request) throws IOException {
        return exchange(front.addresses().getFirst(), request);
    }

    private static String exchange(InetSocketAddress address, String request) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return readAll(socket);
        }
    }

    private String byteByByte(String request) throws IOException {
        try (var socket = connect()) {
            socket.setTcpNoDelay(true);
            for (byte b : request.getBytes(US_ASCII)) {
                socket.getOutputStream().write(b);
            }
            return readAll(socket);
        }
    }

    private static String readAll(Socket socket) throws IOException {
        socket.setSoTimeout(WAIT_MILLIS);
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    private static boolean isClosedByPeer(Socket socket) throws IOException {
        socket.setSoTimeout(WAIT_MILLIS);
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketException _) {
            return true; // Reset, because what it had sent was never read.
        }
    }
}
