package turtlelab.labctl.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class V2KeysTest {

    private static final double SECONDS = 0.6;
    private static final Duration SHORT = Duration.ofMillis((long) (SECONDS * 1000));

    private final AtomicLong sets = new AtomicLong();
    private final AtomicLong gets = new AtomicLong();
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.2.12.3", 0), 0);
        server.createContext("/v2/keys/bench/", this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void everySetIsAFormAndCounted() throws InterruptedException {
        var measured = run(true);
        assertThat(sets.get()).isPositive();
        assertThat(gets.get()).isZero();
        assertThat(measured.perSecond()).isBetween(1.0, sets.get() / SECONDS);
        assertThat(measured.p50Nanos()).isPositive();
        assertThat(measured.errors()).isZero();
    }

    @Test
    void aKeyThatIsNotThereIsAGoodAnswerToAGet() throws InterruptedException {
        status = 404;
        var measured = run(false);
        assertThat(gets.get()).isPositive();
        assertThat(measured.perSecond()).isPositive();
        assertThat(measured.errors()).isZero();
    }

    @Test
    void aRefusedSetIsAnErrorAndNoAcknowledgement() throws InterruptedException {
        status = 500;
        var measured = run(true);
        assertThat(measured.perSecond()).isZero();
        assertThat(measured.errors()).isEqualTo(sets.get());
    }

    @Test
    void aClientThatIsCutOffConnectsAgain() throws InterruptedException {
        status = 0;
        var measured = run(true);
        assertThat(sets.get()).isGreaterThan(8);
        assertThat(measured.perSecond()).isZero();
        assertThat(measured.errors()).isBetween(8L, sets.get());
    }

    private Measured run(boolean writing) throws InterruptedException {
        var url = "http://127.2.12.3:" + server.getAddress().getPort();
        return new V2Keys(8, writing).run(List.of(url), SHORT);
    }

    /** Status 0 cuts the connection. */
    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        boolean isSet =
                exchange.getRequestMethod().equals("PUT") && body.startsWith("value=turtle");
        (isSet ? sets : gets).incrementAndGet();
        if (status != 0) {
            exchange.sendResponseHeaders(status, 2);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().write('}');
        }
        exchange.close();
    }
}
