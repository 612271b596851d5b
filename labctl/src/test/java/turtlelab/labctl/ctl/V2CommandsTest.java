package turtlelab.labctl.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second seed's walk, and what must not happen on the way. */
class V2CommandsTest {

    private static final String MISSING =
            "{\"errorCode\":100,\"message\":\"Key not found\",\"cause\":\"/two\",\"index\":4}\n";

    private final FakeMember member = new FakeMember();

    @BeforeEach
    void publishTheMember() {
        member.says("GET /v2/members", 200, members("node-a", "57641140d8f810cc", member.url()));
    }

    @AfterEach
    void closeMember() {
        member.close();
    }

    private static String members(String name, String id, String url) {
        return """
        {"members":[{"id":"%s","name":"%s","peerURLs":["http://10.10.10.11:2380"],\
        "clientURLs":["%s"]}]}\
        """
                .formatted(id, name, url);
    }

    private Ran run(Map<String, String> environment, String... words) {
        var all = new ArrayList<>(List.of("--endpoints", member.url()));
        all.addAll(List.of(words));
        return Ran.ours(environment, "", all);
    }

    @Test
    void aFlagThatIsNotBuiltIsRefusedAndNotIgnored() {
        var got = run(Map.of("ETCDCTL_API", "2"), "--cert-file", "mine.pem", "get", "one");
        assertThat(got.exitCode()).isEqualTo(1);
        assertThat(got.err()).contains("--cert-file is not built yet");
    }

    @Test
    void setAndGetPrintTheValue() {
        var answer = "{\"action\":\"set\",\"node\":{\"key\":\"/one\",\"value\":\"uno\"}}";
        member.says("PUT /v2/keys/one", 201, answer);
        member.says("GET /v2/keys/one?quorum=false&recursive=false&sorted=false", 200, answer);
        assertThat(run(Map.of(), "set", "one", "uno")).isEqualTo(new Ran(0, "uno\n", ""));
        assertThat(run(Map.of("ETCDCTL_API", "2"), "get", "one"))
                .isEqualTo(new Ran(0, "uno\n", ""));
        assertThat(member.asked()).contains("PUT /v2/keys/one value=uno");
    }

    @Test
    void aMissingKeyIsAnErrorWithTwoBlanks() {
        member.says("GET /v2/keys/two?quorum=false&recursive=false&sorted=false", 404, MISSING);
        assertThat(run(Map.of("ETCDCTL_API", "2"), "get", "two"))
                .isEqualTo(new Ran(4, "", "Error:  100: Key not found (/two) [4]\n"));
    }

    @Test
    void aKeyOfTheOtherKeyspaceIsHintedAt() {
        member.says("DELETE /v2/keys/two", 404, MISSING);
        member.says("POST /v3/kv/range", 200, "{\"kvs\":[{\"key\":\"dHdv\"}],\"count\":\"1\"}");
        assertThat(run(Map.of(), "rm", "two").err())
                .isEqualTo(
                        """
                        Error:  100: Key not found (/two) [4]
                        hint: v2 has no key "/two", but v3 has one: ETCDCTL_API=3 etcdctl get two
                        """);
    }

    @Test
    void theBlockOfAnAddedMemberCanBeEvaluated() {
        member.says(
                "POST /v2/members",
                201,
                "{\"id\":\"8841b02a3b709613\",\"name\":\"\","
                        + "\"peerURLs\":[\"http://10.10.10.12:2380\"],\"clientURLs\":[]}");
        member.says(
                "GET /v2/members",
                200,
                """
                {"members":[{"id":"57641140d8f810cc","name":"node-a",\
                "peerURLs":["http://10.10.10.11:2380"],"clientURLs":["%s"]},\
                {"id":"8841b02a3b709613","name":"","peerURLs":["http://10.10.10.12:2380"],\
                "clientURLs":[]}]}\
                """
                        .formatted(member.url()));
        assertThat(run(Map.of(), "member", "add", "node-b", "http://10.10.10.12:2380"))
                .isEqualTo(
                        new Ran(
                                0,
                                """
                                Added member named node-b with ID 8841b02a3b709613 to cluster

                                ETCD_NAME="node-b"
                                ETCD_INITIAL_CLUSTER="node-a=http://10.10.10.11:2380,\
                                node-b=http://10.10.10.12:2380"
                                ETCD_INITIAL_CLUSTER_STATE="existing"
                                """,
                                ""));
    }

    /** node-a runs; two were added and have not started: etcdctl would print {@code =URL}. */
    private void twoWait() {
        member.says(
                "GET /v2/members",
                200,
                """
                {"members":[{"id":"57641140d8f810cc","name":"node-a",\
                "peerURLs":["http://10.10.10.11:2380"],"clientURLs":["%s"]},\
                {"id":"8841b02a3b709613","name":"","peerURLs":["http://10.10.10.12:2380"],\
                "clientURLs":[]},\
                {"id":"9af45209733fa31f","name":"","peerURLs":["http://10.10.10.13:2380"],\
                "clientURLs":[]}]}\
                """
                        .formatted(member.url()));
    }

    @Test
    void anotherMemberThatHasNotStartedDoesNotSpoilTheBlock() {
        twoWait();
        member.says("POST /v2/members", 201, "{\"id\":\"9af45209733fa31f\",\"name\":\"\"}");
        assertThat(run(Map.of(), "member", "add", "node-c", "http://10.10.10.13:2380").out())
                .contains(
                        """
                        ETCD_INITIAL_CLUSTER="node-a=http://10.10.10.11:2380,\
                        8841b02a3b709613=http://10.10.10.12:2380,node-c=http://10.10.10.13:2380"
                        """);
    }

    @Test
    void membersAreListedWithWhoLeadsAndWhoHasNotStarted() {
        twoWait();
        member.says("GET /v2/members/leader", 200, "{\"id\":\"57641140d8f810cc\"}");
        assertThat(run(Map.of("ETCDCTL_API", "2"), "member", "list"))
                .isEqualTo(
                        new Ran(
                                0,
                                """
                                57641140d8f810cc: name=node-a peerURLs=http://10.10.10.11:2380 \
                                clientURLs=%s isLeader=true
                                8841b02a3b709613[unstarted]: peerURLs=http://10.10.10.12:2380
                                9af45209733fa31f[unstarted]: peerURLs=http://10.10.10.13:2380
                                """
                                        .formatted(member.url()),
                                ""));
    }

    @Test
    void aMemberIsRemovedAndUpdatedByItsId() {
        twoWait();
        member.says("DELETE /v2/members/8841b02a3b709613", 204, "");
        member.says("PUT /v2/members/8841b02a3b709613", 204, "");
        var v2 = Map.of("ETCDCTL_API", "2");
        assertThat(run(v2, "member", "remove", "8841b02a3b709613"))
                .isEqualTo(new Ran(0, "Removed member 8841b02a3b709613 from cluster\n", ""));
        assertThat(run(v2, "member", "update", "8841b02a3b709613", "http://10.10.10.22:2380"))
                .isEqualTo(new Ran(0, "Updated member with ID 8841b02a3b709613 in cluster\n", ""));
    }

    @Test
    void whoNamesAMemberToRemoveIsToldItsIdAndNothingIsDone() {
        var removed = run(Map.of("ETCDCTL_API", "2"), "member", "remove", "node-a");
        assertThat(removed.exitCode()).isEqualTo(1);
        assertThat(removed.err())
                .contains("etcdctl member remove 57641140d8f810cc")
                .contains("Couldn't find a member in the cluster with an ID of node-a.");
        assertThat(member.asked()).noneMatch(it -> it.startsWith("DELETE"));
    }

    @Test
    void aWriteOfWhichNothingIsKnownIsNotSentAgain() {
        try (var other = new FakeMember()) {
            member.says("PUT /v2/keys/one", 500, "{\"errorCode\":300}");
            var endpoints = member.url() + "," + other.url();
            var ran = Ran.ours(Map.of(), "--no-sync", "--endpoints", endpoints, "set", "one", "1");
            assertThat(ran.exitCode()).isEqualTo(4);
            assertThat(ran.err()).contains(member.url() + " has no leader");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void aWriteThatWasNotSentGoesToTheNextEndpoint() {
        member.says("PUT /v2/keys/one", 200, "{\"action\":\"set\",\"node\":{\"value\":\"1\"}}");
        var endpoints = "http://127.9.2.9:1," + member.url();
        var ran = Ran.ours(Map.of(), "--no-sync", "--endpoints", endpoints, "set", "one", "1");
        assertThat(ran).isEqualTo(new Ran(0, "1\n", ""));
    }
}
