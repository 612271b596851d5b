package turtlelab.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.member.Members;
import turtlelab.node.replica.Outcome;
import turtlelab.node.state.Rejection;

class GatewayTest {
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
    void everyAnswerIsEtcdsToTheByte() throws Exception {
        var recorded = recording();
        assertThat(recorded).hasSizeGreaterThan(60);
        for (var exchange : recorded) {
            var answer = post(exchange.path(), exchange.request());
            assertThat(answer.status() + " " + answer.body())
                    .as("%s %s", exchange.path(), exchange.request())
                    .isEqualTo(exchange.answer());
        }
    }

    @Test
    void anAnswerTellsThatItCameFromGrpc() throws Exception {
        var answer = post("/v3/kv/range", "{\"key\":\"YQ==\"}");
        assertThat(answer.header("Grpc-Metadata-Content-Type")).isEqualTo("application/grpc");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void noBodyIsAnEmptyRequest() throws Exception {
        assertThat(post("/v3/cluster/member/list", "").body()).contains("\"name\":\"default\"");
    }

    @Test
    void olderPrefixesLeadToTheSameCalls() throws Exception {
        for (var prefix : new String[] {"/v3", "/v3beta", "/v3alpha"}) {
            assertThat(post(prefix + "/kv/put", "{\"key\":\"YQ==\"}").status())
                    .as(prefix)
                    .isEqualTo(200);
        }
    }

    @Test
    void alarmsAreRaisedListedAndDisarmed() throws Exception {
        var full = "{\"alarms\":[{\"memberID\":\"5\",\"alarm\":\"NOSPACE\"}]}";
        assertThat(alarm("ACTIVATE", "NOSPACE")).isEqualTo(full);
        assertThat(alarm("GET", "NONE")).isEqualTo(full);
        assertThat(alarm("GET", "CORRUPT")).isEqualTo("{}");
        var refused = post("/v3/kv/put", "{\"key\":\"YQ==\"}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("etcdserver: mvcc: database space exceeded");
        assertThat(post("/v3/maintenance/status", "{}").body())
                .contains("\"errors\":[\"memberID:5 alarm:NOSPACE \"]");
        assertThat(HttpAnswer.get(port.url() + "/health").body())
                .contains("\"reason\":\"ALARM NOSPACE");
        assertThat(HttpAnswer.get(port.url() + "/health?exclude=NOSPACE").body())
                .isEqualTo("{\"health\":\"true\"}");
        assertThat(alarm("DEACTIVATE", "NOSPACE")).isEqualTo(full);
        assertThat(alarm("DEACTIVATE", "NOSPACE")).isEqualTo("{}");
        assertThat(post("/v3/kv/put", "{\"key\":\"YQ==\"}").status()).isEqualTo(200);
    }

    @Test
    void aCorruptMemberLeavesReadsOnly() throws Exception {
        var corrupt = "{\"alarms\":[{\"memberID\":\"5\",\"alarm\":\"CORRUPT\"}]}";
        assertThat(alarm("ACTIVATE", "CORRUPT")).isEqualTo(corrupt);
        assertThat(alarm("GET", "NONE")).isEqualTo(corrupt);
        var refused = post("/v3/kv/put", "{\"key\":\"YQ==\"}");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.body())
                .isEqualTo(
                        "{\"error\":\"etcdserver: corrupt cluster\","
                                + "\"message\":\"etcdserver: corrupt cluster\",\"code\":15}");
        assertThat(post("/v3/kv/range", "{\"key\":\"YQ==\"}").status()).isEqualTo(200);
    }

    @Test
    void anUnknownAlarmOrActionIsRefused() throws Exception {
        assertThat(post("/v3/maintenance/alarm", "{\"action\":7}").status()).isEqualTo(400);
        assertThat(alarm("ACTIVATE", "NONE")).contains("etcdserver: unknown alarm or action");
    }

    @Test
    void hashesTellOfWhichRevisions() throws Exception {
        post("/v3/kv/put", "{\"key\":\"YQ==\"}");
        post("/v3/kv/put", "{\"key\":\"YQ==\"}");
        post("/v3/kv/compaction", "{\"revision\":2,\"physical\":true}");
        var hash = post("/v3/maintenance/hashkv", "{\"revision\":3}").body();
        assertThat(hash).containsPattern("\"hash\":\\d+,\"compact_revision\":\"2\"");
        assertThat(post("/v3/maintenance/hashkv", "{}").body()).isEqualTo(hash);
        assertThat(post("/v3/maintenance/hashkv", "{\"revision\":2}").body()).contains("compacted");
        assertThat(post("/v3/maintenance/hashkv", "{\"revision\":4}").body()).contains("future");
        assertThat(post("/v3/maintenance/hash", "{}").body()).containsPattern("\"hash\":\\d+}");
        assertThat(post("/v3/maintenance/defragment", "{}").body()).isEqualTo("{}");
    }

    private String alarm(String action, String alarm) throws Exception {
        var request =
                "{\"action\":\"%s\",\"memberID\":5,\"alarm\":\"%s\"}".formatted(action, alarm);
        return post("/v3/maintenance/alarm", request).body();
    }

    @Test
    void onlyPostIsAllowed() throws Exception {
        var answer = HttpAnswer.get(port.url() + "/v3/kv/range");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.body()).isEqualTo("Method Not Allowed\n");
    }

    @Test
    void anUnknownCallIsNotFound() throws Exception {
        var answer = post("/v3/kv/nothing", "{}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("Not Found\n");
    }

    @Test
    void aWriteAboveTheLimitIsRefused() throws Exception {
        var answer = post("/v3/kv/put", put(1_572_865));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"etcdserver: request is too large\"", "\"code\":3");
    }

    @Test
    void aMessageAboveTheTransportsLimitIsRefused() throws Exception {
        var answer = post("/v3/kv/put", put(2_300_001));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body())
                .contains("grpc: received message larger than max (2300009 vs. 2097152)");
    }

    @Test
    void aBodyWithoutEndIsCutOff() throws Exception {
        var answer = post("/v3/kv/put", "{\"key\":\"" + "A".repeat(5_000_000));
        assertThat(answer.status()).isEqualTo(429);
    }

    @Test
    void withoutALeaderNothingIsWrittenOrReadButSerializableReadsGoOn() throws Exception {
        post("/v3/kv/put", "{\"key\":\"YQ==\",\"value\":\"MQ==\"}");
        port.replica().loseLeader();
        var refused =
                "{\"error\":\"etcdserver: no leader\",\"message\":\"etcdserver: no leader\","
                        + "\"code\":14}";
        for (var call : new String[] {"/v3/kv/put", "/v3/kv/range", "/v3/kv/deleterange"}) {
            var answer = post(call, "{\"key\":\"YQ==\"}");
            assertThat(answer.status()).as(call).isEqualTo(503);
            assertThat(answer.body()).isEqualTo(refused);
        }
        assertThat(post("/v3/kv/range", "{\"key\":\"YQ==\",\"serializable\":true}").body())
                .contains("\"value\":\"MQ==\"");
    }

    @Test
    void aRefusedMembershipChangeKeepsItsCode() throws Exception {
        port.members()
                .answerNext(
                        new Members.Answer.Refused(Rejection.NOT_ENOUGH_STARTED_MEMBERS, "2 of 3"));
        var strict = post("/v3/cluster/member/add", "{\"peerURLs\":[\"http://127.0.0.1:1\"]}");
        assertThat(strict.status()).isEqualTo(500);
        assertThat(strict.body()).contains("\"code\":2");

        port.members()
                .answerNext(
                        new Members.Answer.Failed(
                                new Outcome.Change.NotApplied(Refusal.CHANGE_IN_PROGRESS)));
        var busy = post("/v3/cluster/member/add", "{\"peerURLs\":[\"http://127.0.0.1:1\"]}");
        assertThat(busy.status()).isEqualTo(503);
    }

    @Test
    void aRelationThatDoesNotExistIsRefused() throws Exception {
        var answer = post("/v3/kv/txn", "{\"compare\":[{\"key\":\"YQ==\",\"result\":9}]}");
        assertThat(answer.status()).isEqualTo(400);
    }

    private HttpAnswer post(String path, String body) throws Exception {
        return HttpAnswer.of("POST", port.url() + path, body);
    }

    /** A put of a one-byte key and a value of zero bytes; 8 bytes of message around the value. */
    private static String put(int valueSize) {
        var value = java.util.Base64.getEncoder().encodeToString(new byte[valueSize]);
        return "{\"key\":\"YQ==\",\"value\":\"" + value + "\"}";
    }

    private record Exchange(String path, String request, String answer) {}

    private static List<Exchange> recording() throws IOException {
        try (var file = GatewayTest.class.getResourceAsStream("gateway.golden")) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            var exchanges = new ArrayList<Exchange>();
            for (var block : text.split("\n\n", -1)) {
                if (!block.isBlank() && !block.startsWith("#")) {
                    var lines = block.strip().split("\n", -1);
                    var asked = lines[0].split(" ", 2);
                    exchanges.add(new Exchange(asked[0], asked[1], lines[1]));
                }
            }
            return exchanges;
        }
    }
}
