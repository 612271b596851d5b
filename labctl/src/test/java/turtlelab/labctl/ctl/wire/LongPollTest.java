package turtlelab.labctl.ctl.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LongPollTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final long LATER_MILLIS = 1500;

    /** The first request loads some hundred classes while its time runs. */
    @Test
    void theFirstHeadMayTakeLongerByWhatTheClientNeedsToLoad() throws Exception {
        var server = HttpServer.create(new InetSocketAddress("127.9.2.1", 0), 0);
        try (var later = Executors.newSingleThreadScheduledExecutor()) {
            server.createContext("/", exchange -> answer(later, exchange));
            server.start();
            var url = "http://127.9.2.1:" + server.getAddress().getPort();
            var poll = new LongPoll(new Wire(LIMIT, Optional.empty()));
            try (var opened = poll.ask(url, Request.get("/v2/keys/a?wait=true"))) {
                assertThat(opened.status()).isEqualTo(200);
            }
        } finally {
            server.stop(0);
        }
    }

    private static void answer(ScheduledExecutorService later, HttpExchange exchange) {
        var _ = later.schedule(() -> headers(exchange), LATER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Void headers(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
        return null;
    }
}
