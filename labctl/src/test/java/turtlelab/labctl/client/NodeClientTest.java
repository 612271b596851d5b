package turtlelab.labctl.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeClientTest {

    private HttpServer server;
    private NodeClient client;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.2.13.1", 0), 0);
        server.start();
        client = client(Duration.ofSeconds(10));
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private NodeClient client(Duration limit) {
        var url = "http://127.2.13.1:" + server.getAddress().getPort();
        return new NodeClient(NodeClient.transport(), url, limit);
    }

    private void answers(String path, int code, String body) {
        server.createContext(
                path,
                exchange -> {
                    var bytes = body.getBytes(UTF_8);
                    exchange.sendResponseHeaders(code, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    /** As etcd 3.4.23 writes it: 64-bit numbers as text, zeros left out. */
    @Test
    void theGatewaysStatusIsRead() {
        answers(
                "/v3/maintenance/status",
                200,
                """
                {"header":{"cluster_id":"13","member_id":"17237436991929493444","revision":"3",\
                "raft_term":"2"},"version":"3.4.23","dbSize":"20480","raftIndex":"8",\
                "raftTerm":"2","raftAppliedIndex":"7"}\
                """);
        assertThat(client.status().found())
                .contains(
                        new NodeStatus(
                                Long.parseUnsignedLong("17237436991929493444"),
                                0,
                                2,
                                8,
                                7,
                                3,
                                false,
                                "3.4.23"));
    }

    @Test
    void aMemberThatWasNeverStartedHasNoName() {
        answers(
                "/v2/members",
                200,
                """
                {"members":[{"id":"a1","name":"","peerURLs":["http://p:1"],"clientURLs":[]}]}\
                """);
        var members = client.members().found().orElseThrow();
        assertThat(members).containsExactly(new Member("a1", "", List.of("http://p:1"), List.of()));
        assertThat(members.getFirst().isStarted()).isFalse();
    }

    @Test
    void healthInBothOfEtcdsSpellingsIsUnderstood() {
        answers("/health", 200, "{\"health\":\"true\"}");
        assertThat(client.health().found()).contains(true);
        server.removeContext("/health");
        answers("/health", 200, "{\"health\":true,\"reason\":\"\"}");
        assertThat(client.health().found()).contains(true);
    }

    @Test
    void anUnhealthyNodeIsMissingWithItsOwnWords() {
        answers("/health", 503, "{\"health\":\"false\",\"reason\":\"RAFT NO LEADER\"}\n");
        assertThat(reason(client.health())).endsWith("\"reason\":\"RAFT NO LEADER\"}");
    }

    @Test
    void whatIsNoAnswerSaysWhy() {
        answers("/v2/members", 500, "{\"message\":\"Internal Server Error\"}");
        assertThat(reason(client.members())).contains("answered 500").contains("Internal");
        answers("/health", 200, "not json");
        assertThat(reason(client.health())).contains("not json");
        server.stop(0);
        assertThat(reason(client.members())).startsWith("connection to http://127.2.13.1");
    }

    @Test
    void aNodeThatHangsIsGivenUp() {
        server.createContext("/health", exchange -> {}); // accepted, never answered
        assertThat(reason(client(Duration.ofMillis(200)).health()))
                .contains("no answer")
                .contains("within 0.2 s");
    }

    private static String reason(Answer<?> answer) {
        return switch (answer) {
            case Answer.Given<?>(var value) -> throw new AssertionError("answered " + value);
            case Answer.Missing<?>(var reason) -> reason;
        };
    }
}
