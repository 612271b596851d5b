package turtlelab.labctl.ctl.v2.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.labctl.client.Whereabouts;
import turtlelab.labctl.ctl.wire.Request;
import turtlelab.labctl.ctl.wire.Wire;

/** Where a v2 command asks when none of the members that it knows answers. */
class MovedClusterTest {
    private static final String GONE = "http://127.9.2.9:1";

    private final AtomicInteger lookups = new AtomicInteger();
    private HttpServer member;
    private String url = "";

    @BeforeEach
    void open() throws IOException {
        member = HttpServer.create(new InetSocketAddress("127.9.2.8", 0), 0);
        url = "http://127.9.2.8:" + member.getAddress().getPort();
        member.createContext(
                "/",
                exchange -> {
                    var body = "{\"members\":[]}".getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        member.start();
    }

    @AfterEach
    void close() {
        member.stop(0);
    }

    private Cluster cluster(List<String> known, List<String> told) {
        var wire = new Wire(Duration.ofSeconds(2), Optional.empty());
        var whereabouts =
                new Whereabouts(
                        known,
                        () -> {
                            lookups.incrementAndGet();
                            return told;
                        });
        return new Cluster(wire, whereabouts, Optional.empty(), _ -> {});
    }

    @Test
    void whenNobodyAnswersItAsksWhereTheMembersAreNow() throws NoCluster {
        var cluster = cluster(List.of(GONE), List.of(url));
        assertThat(cluster.members()).isEmpty();
        assertThat(cluster.endpoints()).containsExactly(url);
        assertThat(cluster.members()).isEmpty();
        assertThat(lookups).hasValue(1);
    }

    @Test
    void asLongAsSomebodyAnswersNobodyIsAsked() throws NoCluster {
        assertThat(cluster(List.of(GONE, url), List.of()).members()).isEmpty();
        assertThat(lookups).hasValue(0);
    }

    @Test
    void whereNobodyKnowsBetterTheFailureIsToldOnce() {
        var cluster = cluster(List.of(GONE), List.of(GONE));
        assertThatThrownBy(() -> cluster.ask(Request.get("/v2/members")))
                .isInstanceOf(NoCluster.class)
                .message()
                .containsOnlyOnce("127.9.2.9:1");
        assertThat(lookups).hasValue(1);
    }
}
