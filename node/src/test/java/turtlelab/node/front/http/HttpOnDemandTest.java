package turtlelab.node.front.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpOnDemandTest {
    private static final String REQUEST =
            " /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final int WAIT_MILLIS = 20_000;
    private static final int MANY = 40;

    private final AtomicInteger starts = new AtomicInteger();
    private final CompletableFuture<Void> gate = new CompletableFuture<>();
    private final HttpOnDemand http = new HttpOnDemand("test", this::routes);
    private ServerSocketChannel listening;

    @BeforeEach
    void listen() throws IOException {
        listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.7.0.14", 0));
    }

    @AfterEach
    void close() throws Exception {
        gate.complete(null);
        http.close();
        listening.close();
    }

    @Test
    void nothingStartsBeforeSomebodyComes() throws Exception {
        gate.complete(null);
        assertThat(starts).hasValue(0);
        assertThat(readAll(arrive())).endsWith("hello");
        assertThat(readAll(arrive())).endsWith("hello");
        assertThat(starts).hasValue(1);
    }

    @Test
    void whoComesWhileItStartsIsAnsweredWhenItHas() throws Exception {
        var clients = new ArrayList<Socket>();
        for (int i = 0; i < MANY; i++) {
            clients.add(arrive());
        }
        gate.complete(null);
        for (var client : clients) {
            assertThat(readAll(client)).startsWith("HTTP/1.1 200").endsWith("hello");
        }
        assertThat(starts).hasValue(1);
    }

    @Test
    void notMoreThanSomeWaitForIt() throws Exception {
        var clients = new ArrayList<Socket>();
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 2_000; i++) {
                                clients.add(arrive());
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too many wait");
        for (var client : clients) {
            client.close();
        }
    }

    @Test
    void whoStillWaitsWhenItClosesIsHungUpOn() throws Exception {
        var client = arrive();
        var closing =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                http.close();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        assertThat(readAll(client)).isEmpty();
        gate.complete(null);
        closing.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        assertThatThrownBy(this::arrive).hasMessageContaining("does not run");
    }

    @Test
    void whoWaitsForAServerThatCannotStartIsHungUpOn() throws Exception {
        gate.completeExceptionally(new IllegalStateException("on purpose"));
        assertThat(readAll(arrive())).isEmpty();
        assertThatThrownBy(this::arrive).hasMessageContaining("does not run");
    }

    private void routes(JavalinConfig config) {
        starts.incrementAndGet();
        gate.join();
        config.routes.get("/hello", request -> request.result("hello"));
    }

    /** A client whose method has been read of its request, as a sniffer would. */
    private Socket arrive() throws IOException {
        var address = (InetSocketAddress) listening.getLocalAddress();
        var client = new Socket(address.getAddress(), address.getPort());
        client.setSoTimeout(WAIT_MILLIS);
        client.getOutputStream().write(REQUEST.getBytes(US_ASCII));
        var accepted = listening.accept();
        accepted.configureBlocking(false);
        try {
            http.take(accepted, ByteBuffer.wrap("GET".getBytes(US_ASCII)));
        } catch (IOException e) {
            accepted.close();
            client.close();
            throw e;
        }
        return client;
    }

    private static String readAll(Socket socket) throws IOException {
        try (socket) {
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (java.net.SocketException _) {
            return ""; // reset, because what it had sent was never read
        }
    }
}
