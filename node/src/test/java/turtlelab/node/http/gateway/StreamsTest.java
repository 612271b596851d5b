package turtlelab.node.http.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.grpc.stream.LeaderRequired;

/** What every streaming call may expect of those who carry it: gRPC and chunked JSON. */
class StreamsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private EchoPort port;

    @BeforeEach
    void open() throws Exception {
        port = new EchoPort();
    }

    @AfterEach
    void close() throws Exception {
        port.close();
    }

    @Test
    void overGrpcEachRequestIsAnsweredAndTheHalfCloseEndsTheCall() throws Exception {
        var heard = new Heard();
        var channel = channel();
        var requests = LeaseGrpc.newStub(channel).leaseKeepAlive(heard);
        for (int i = 1; i <= 3; i++) {
            requests.onNext(id(i));
            assertThat(heard.next()).isEqualTo("" + i);
        }
        requests.onCompleted();
        assertThat(heard.next()).isEqualTo("end");
        await(() -> port.echo.open.get() == 0);
        channel.shutdownNow();
    }

    @Test
    void overGrpcARefusalAndABugEndTheCallWithTheirStatus() throws Exception {
        var channel = channel();
        for (var end : new String[] {"13 NOT_FOUND", "666 INTERNAL"}) {
            var heard = new Heard();
            var requests = LeaseGrpc.newStub(channel).leaseKeepAlive(heard);
            requests.onNext(id(1));
            assertThat(heard.next()).isEqualTo("1");
            requests.onNext(id(Long.parseLong(end.split(" ", 2)[0])));
            assertThat(heard.next()).isEqualTo(end.split(" ", 2)[1]);
        }
        await(() -> port.echo.open.get() == 0);
        channel.shutdownNow();
    }

    @Test
    void whoDemandsALeaderIsRefusedWithoutOneAndCutOffWhenItStaysLost() throws Exception {
        var demand = new Metadata();
        demand.put(LeaderRequired.HEADER, "true");
        var channel = channel();
        var stub =
                LeaseGrpc.newStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(demand));
        var heard = new Heard();
        stub.leaseKeepAlive(heard).onNext(id(1));
        assertThat(heard.next()).isEqualTo("1");
        port.echo.replica.loseLeader();
        port.echo.leader.tick();
        port.echo.leader.tick();
        port.echo.replica.findLeader();
        port.echo.leader.tick(); // It came back in time.
        port.echo.replica.loseLeader();
        port.echo.leader.tick();
        port.echo.leader.tick();
        assertThat(heard.queue).isEmpty();
        port.echo.leader.tick();
        assertThat(heard.next()).isEqualTo("UNAVAILABLE");

        var second = new Heard();
        stub.leaseKeepAlive(second);
        assertThat(second.next()).isEqualTo("UNAVAILABLE");
        channel.shutdownNow();
    }

    @Test
    void severalObjectsInOneBodyAreAnsweredLineByLine() throws Exception {
        var answer = post("{\"ID\":1} {\"ID\":\"2\"}\n{\"ID\":3}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        """
                        {"result":{"ID":"1"}}
                        {"result":{"ID":"2"}}
                        {"result":{"ID":"3"}}
                        """);
        assertThat(answer.headers().firstValue("Grpc-Metadata-Content-Type"))
                .contains("application/grpc");
    }

    @Test
    void anEmptyBodyIsAStreamWithoutRequests() throws Exception {
        var answer = post("");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aStreamThatFailsSaysSoInItsStatusOrInItsLastLine() throws Exception {
        var error =
                "{\"error\":{\"grpc_code\":5,\"http_code\":404,\"message\":\"etcdserver: requested"
                        + " lease not found\",\"http_status\":\"Not Found\"}}";
        var first = post("{\"ID\":13}");
        assertThat(first.statusCode()).isEqualTo(404);
        assertThat(first.body()).isEqualTo(error);
        var later = post("{\"ID\":1}{\"ID\":13}");
        assertThat(later.statusCode()).isEqualTo(200);
        assertThat(later.body()).isEqualTo("{\"result\":{\"ID\":\"1\"}}\n" + error);
    }

    @Test
    void brokenJsonIsRefusedAtFirstAndEndsTheRequestsLater() throws Exception {
        var first = post("{\"ID\":");
        assertThat(first.statusCode()).isEqualTo(500);
        assertThat(first.body())
                .isEqualTo(
                        "{\"error\":\"unexpected EOF\",\"message\":\"unexpected EOF\",\"code\":2}");
        assertThat(post("{\"ID\":1}{\"I").body()).isEqualTo("{\"result\":{\"ID\":\"1\"}}\n");
        assertThat(post("{\"ID\":1,\"x\":\"" + "y".repeat(100_000) + "\"}").statusCode())
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void requestsAndAnswersTakeTurnsWhileTheBodyIsStillOpen() throws Exception {
        try (var socket = port.connect()) {
            begin(socket);
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            for (int i = 1; i <= 3; i++) {
                chunk(socket, "{\"ID\":" + i + "}");
                assertThat(lineWith("result", lines)).contains("\"" + i + "\"");
            }
            assertThat(port.echo.open.get()).isEqualTo(1);
            chunk(socket, "");
            assertThat(lineWith("0", lines)).isEqualTo("0");
        }
        await(() -> port.echo.open.get() == 0);
    }

    @Test
    void theShortestRequestIsAnsweredWhileTheBodyIsStillOpen() throws Exception {
        try (var socket = port.connect()) {
            begin(socket);
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            chunk(socket, "{}");
            assertThat(lineWith("result", lines)).isEqualTo("{\"result\":{}}");
        }
    }

    @Test
    void aClientThatGoesAwayEndsTheCall() throws Exception {
        try (var socket = port.connect()) {
            begin(socket);
            chunk(socket, "{\"ID\":1}");
            await(() -> port.echo.requests.get() == 1);
        }
        await(() -> port.echo.open.get() == 0);
    }

    @Test
    void aClientThatDoesNotReadCostsBoundedMemory() throws Exception {
        try (var socket = port.connect()) {
            begin(socket);
            chunk(socket, "{\"ID\":100000000}");
            chunk(socket, "{\"ID\":2}");
            await(() -> port.echo.sent.get() > 1000);
            var stuck = awaitStandstill();
            assertThat(stuck).isLessThan(1_000_000); // What sockets hold, and little more.
            assertThat(port.echo.requests.get()).isEqualTo(1);
        }
        await(() -> port.echo.open.get() == 0);
    }

    @Test
    void overAWebSocketAClientThatDoesNotReadCostsBoundedMemory() throws Exception {
        var url = URI.create("ws://%s:%d/v3%s".formatted(port.host(), port.port(), Echo.PATH));
        var reader =
                new WebSocket.Listener() {
                    @Override
                    public void onOpen(WebSocket socket) {} // asks for nothing
                };
        try (var http = HttpClient.newHttpClient()) {
            var socket = http.newWebSocketBuilder().buildAsync(url, reader).join();
            socket.sendText("{\"ID\":100000000}", true).join();
            await(() -> port.echo.sent.get() > 1000);
            assertThat(awaitStandstill()).isLessThan(1_000_000);
            socket.abort();
        }
        await(() -> port.echo.open.get() == 0);
    }

    private long awaitStandstill() {
        var same = new AtomicInteger();
        var before = new AtomicLong(-1);
        await(
                () -> {
                    var now = port.echo.sent.get();
                    return now == before.getAndSet(now)
                            ? same.incrementAndGet() == 10
                            : same.getAndSet(0) < 0;
                });
        return before.get();
    }

    private HttpResponse<String> post(String body) throws Exception {
        var uri = URI.create("http://" + port.host() + ":" + port.port() + "/v3" + Echo.PATH);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .version(HttpClient.Version.HTTP_1_1)
                            .timeout(PATIENCE)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static void begin(Socket socket) throws Exception {
        socket.getOutputStream()
                .write(
                        """
                        POST /v3/lease/keepalive HTTP/1.1\r
                        Host: a\r
                        Transfer-Encoding: chunked\r
                        \r
                        """
                                .getBytes(UTF_8));
    }

    private static void chunk(Socket socket, String text) throws Exception {
        var length = Integer.toHexString(text.length());
        socket.getOutputStream().write((length + "\r\n" + text + "\r\n").getBytes(UTF_8));
    }

    private static String lineWith(String text, BufferedReader lines) throws Exception {
        var line = lines.readLine();
        while (line != null && !line.contains(text)) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private ManagedChannel channel() {
        return NettyChannelBuilder.forAddress(port.host(), port.port()).usePlaintext().build();
    }

    private static LeaseKeepAliveRequest id(long id) {
        return LeaseKeepAliveRequest.newBuilder().setID(id).build();
    }

    /** What a gRPC client hears. */
    private static final class Heard implements StreamObserver<LeaseKeepAliveResponse> {
        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return String.valueOf(queue.poll(20, TimeUnit.SECONDS));
        }

        @Override
        public void onNext(LeaseKeepAliveResponse answer) {
            queue.add("" + answer.getID());
        }

        @Override
        public void onError(Throwable failure) {
            queue.add(Status.fromThrowable(failure).getCode().name());
        }

        @Override
        public void onCompleted() {
            queue.add("end");
        }
    }
}
