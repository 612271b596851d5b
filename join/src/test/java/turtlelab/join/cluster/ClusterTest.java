package turtlelab.join.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom a cluster is asked through. */
class ClusterTest {
    private static final String LEARNER =
            "{\"error\":\"etcdserver: rpc not supported for learner\",\"code\":14}";
    private static final String CHANGED = "{\"members\":[{\"ID\":\"7\",\"name\":\"n7\"}]}";

    private final List<HttpServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void whatALearnerDoesNotDoAnotherMemberIsAskedFor() throws Exception {
        var cluster = cluster(server(503, LEARNER), server(200, CHANGED));
        assertThat(cluster.promote(7)).extracting(Member::name).containsExactly("n7");
    }

    @Test
    void learnersAloneAreQuoted() throws Exception {
        var cluster = cluster(server(503, LEARNER), server(503, LEARNER));
        assertThatThrownBy(() -> cluster.promote(7))
                .isInstanceOf(ClusterRefused.class)
                .hasMessage("etcdserver: rpc not supported for learner");
    }

    @Test
    void aRefusalIsFinalAndNobodyElseIsAsked() throws Exception {
        var refusal = "{\"error\":\"etcdserver: member not found\",\"code\":5}";
        var cluster = cluster(server(404, refusal), server(200, CHANGED));
        assertThatThrownBy(() -> cluster.promote(7))
                .isInstanceOf(ClusterRefused.class)
                .hasMessage("etcdserver: member not found");
    }

    private static Cluster cluster(String... urls) {
        return new Cluster(List.of(urls), Duration.ofSeconds(5));
    }

    /** Answers everything alike. */
    private String server(int status, String body) throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var server = HttpServer.create(loopback, 0);
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        servers.add(server);
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
