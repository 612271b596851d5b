package turtlelab.node.http.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.replica.FakeReplica;

class V2ApiTest {
    private static final String JSON = "Content-Type: application/json";

    private V2Port<FakeReplica> port;

    @BeforeEach
    void open() throws Exception {
        port = new V2Port<>(new FakeReplica());
    }

    @AfterEach
    void close() throws Exception {
        port.close();
    }

    @Test
    void withoutALeaderWritesAndQuorumReadsFailWithCode300() throws Exception {
        port.replica().loseLeader();
        var expected =
                "{\"errorCode\":300,\"message\":\"Raft Internal Error\","
                        + "\"cause\":\"etcdserver: no leader\",\"index\":0}\n";
        for (var reply :
                new RawHttp.Reply[] {
                    send("PUT", "/v2/keys/a", "value=1"),
                    send("POST", "/v2/keys/a", "value=1"),
                    send("DELETE", "/v2/keys/a", ""),
                    send("GET", "/v2/keys/a?quorum=true", "")
                }) {
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).isEqualTo(expected);
            assertThat(reply.headers()).containsEntry("x-etcd-index", "0");
        }
    }

    @Test
    void withoutALeaderPlainReadsAndTheMemberListAreAnswered() throws Exception {
        send("PUT", "/v2/keys/a", "value=1");
        port.replica().loseLeader();
        assertThat(send("GET", "/v2/keys/a", "").status()).isEqualTo(200);
        assertThat(send("GET", "/v2/members", "").status()).isEqualTo(200);
        var leader = send("GET", "/v2/members/leader", "");
        assertThat(leader.status()).isEqualTo(503);
        assertThat(leader.body()).isEqualTo("{\"message\":\"During election\"}");
        var stats = send("GET", "/v2/stats/leader", "");
        assertThat(stats.status()).isEqualTo(403);
        assertThat(stats.body()).isEqualTo("{\"message\":\"not current leader\"}");
    }

    @Test
    void aNodeThatHasNeverSeenALeaderSaysSoAtOnce() throws Exception {
        try (var newborn = new V2Port<>(new NewbornReplica())) {
            for (var target : new String[] {"/v2/keys/a", "/v2/members", "/v2/stats/self"}) {
                var request = new RawHttp.Request("GET", target, List.of(), "");
                var reply = newborn.http().send(request);
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.body())
                        .contains("\"errorCode\":301", "this member has not seen a leader yet");
            }
        }
    }

    @Test
    void refusedMemberChangesTellTheReason() throws Exception {
        port.replica().loseLeader();
        var reply = sendJson("POST", "/v2/members", "{\"peerURLs\":[\"http://127.6.0.9:1\"]}");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).isEqualTo("{\"message\":\"etcdserver: no leader\"}");
    }

    @Test
    void aMemberComesGoesAndNeverComesBack() throws Exception {
        var added = sendJson("POST", "/v2/members", "{\"peerURLs\":[\"http://127.6.0.9:1\"]}");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.body())
                .matches(
                        "\\{\"id\":\"[0-9a-f]+\",\"name\":\"\",\"peerURLs\":\\["
                                + "\"http://127.6.0.9:1\"],\"clientURLs\":\\[]}\n");
        var id = added.body().replaceAll(".*\"id\":\"([0-9a-f]+)\".*\n", "$1");
        var gone = send("DELETE", "/v2/members/" + id, "");
        assertThat(gone.status()).isEqualTo(204);
        assertThat(gone.body()).isEmpty();
        var again = send("DELETE", "/v2/members/" + id, "");
        assertThat(again.status()).isEqualTo(410);
        assertThat(again.body())
                .isEqualTo("{\"message\":\"Member permanently removed: " + id + "\"}");
    }

    @Test
    void aValueBeyondTheLimitIsRefused() throws Exception {
        var fits =
                send(
                        "PUT",
                        "/v2/keys/a?noValueOnSuccess=true",
                        "value=" + "a".repeat((3 << 19) - 100));
        assertThat(fits.status()).isEqualTo(201);
        var tooBig = send("PUT", "/v2/keys/a", "value=" + "ä".repeat(3 << 18) + "a");
        assertThat(tooBig.status()).isEqualTo(400);
        assertThat(tooBig.body()).contains("\"cause\":\"etcdserver: request is too large\"");
    }

    @Test
    void aFormBeyondGosLimitIsRefused() throws Exception {
        var reply = send("PUT", "/v2/keys/a", "value=" + "a".repeat(10 << 20));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("\"cause\":\"http: POST too large\"");
    }

    @Test
    void aKeyWithATtlTellsWhenItExpires() throws Exception {
        assertThat(send("PUT", "/v2/keys/a?ttl=100", "value=1").body())
                .containsPattern("\"expiration\":\"20\\d\\d-[^\"]+Z\",\"ttl\":100,");
        assertThat(send("PUT", "/v2/keys/b?ttl=0", "value=1").body())
                .contains("\"expiration\"")
                .doesNotContain("\"ttl\":1");
    }

    @Test
    void theStoreCountsWhatItDid() throws Exception {
        send("PUT", "/v2/keys/a", "value=1");
        send("PUT", "/v2/keys/a?prevExist=false", "value=1");
        send("GET", "/v2/keys/a", "");
        send("GET", "/v2/keys/none", "");
        assertThat(send("GET", "/v2/stats/store", "").body())
                .isEqualTo(
                        "{\"getsSuccess\":1,\"getsFail\":1,\"setsSuccess\":1,\"setsFail\":0,"
                                + "\"deleteSuccess\":0,\"deleteFail\":0,\"updateSuccess\":0,"
                                + "\"updateFail\":0,\"createSuccess\":0,\"createFail\":1,"
                                + "\"compareAndSwapSuccess\":0,\"compareAndSwapFail\":0,"
                                + "\"compareAndDeleteSuccess\":0,\"compareAndDeleteFail\":0,"
                                + "\"expireCount\":0,\"watchers\":0}");
    }

    @Test
    void everyAnswerLetsBrowsersIn() throws Exception {
        for (var method : new String[] {"GET", "PUT", "PATCH", "OPTIONS"}) {
            assertThat(send(method, "/v2/keys/a", "").headers())
                    .containsEntry("access-control-allow-origin", "*");
        }
    }

    private RawHttp.Reply send(String method, String target, String body) throws IOException {
        return port.http().send(new RawHttp.Request(method, target, List.of(), body));
    }

    private RawHttp.Reply sendJson(String method, String target, String body) throws IOException {
        return port.http().send(new RawHttp.Request(method, target, List.of(JSON), body));
    }
}
