package turtlelab.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.state.Command;

class HttpApiTest {
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
    void aHealthyMemberAnswersAsEtcdDoes() throws Exception {
        var answer = get("/health");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"health\":\"true\"}");
    }

    @Test
    void aMemberWithoutALeaderIsUnhealthyAndSaysWhy() throws Exception {
        port.replica().loseLeader();
        var answer = get("/health");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"health\":\"false\",\"reason\":\"RAFT NO LEADER\"}\n");
    }

    @Test
    void aMemberWhoseNameIsNotKnownYetIsNotHealthyYet() throws Exception {
        port.replica().execute(new Command.PublishMember(FakeReplica.SELF, "", List.of())).join();
        var answer = get("/health");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("NOT PUBLISHED YET");
    }

    @Test
    void aReadyMemberPassesEachCheckByItself() throws Exception {
        for (var path : new String[] {"/livez", "/readyz", "/readyz/data_corruption"}) {
            assertThat(get(path).status()).as(path).isEqualTo(200);
            assertThat(get(path).body()).as(path).isEqualTo("ok\n");
        }
        assertThat(get("/readyz?verbose").body())
                .isEqualTo(
                        """
                        [+]data_corruption ok
                        [+]linearizable_read ok
                        [+]non_learner ok
                        [+]serializable_read ok
                        ok
                        """);
        assertThat(get("/readyz/nothing").status()).isEqualTo(404);
    }

    @Test
    void aMemberWithoutALeaderIsAliveAndNotReady() throws Exception {
        port.replica().loseLeader();
        assertThat(get("/livez").status()).isEqualTo(200);
        assertThat(get("/readyz").status()).isEqualTo(503);
        assertThat(get("/readyz").body()).contains("[-]linearizable_read failed: ");
        assertThat(get("/readyz?exclude=linearizable_read").status()).isEqualTo(200);
        assertThat(get("/readyz?allowlist=non_learner").status()).isEqualTo(200);
        assertThat(get("/readyz/linearizable_read").status()).isEqualTo(503);
    }

    @Test
    void theVersionNamesTheApiTheClusterAndOurOwn() throws Exception {
        assertThat(get("/version").body())
                .isEqualTo(
                        "{\"etcdserver\":\"3.4.23\",\"etcdcluster\":\"3.4.0\","
                                + "\"turtled\":\"0.0.1-test\"}");
    }

    @Test
    void healthAndVersionAreOnlyToBeRead() throws Exception {
        for (var method : new String[] {"POST", "PUT", "DELETE"}) {
            for (var path : new String[] {"/health", "/version"}) {
                var answer = HttpAnswer.of(method, port.url() + path, "");
                assertThat(answer.status()).as(method + path).isEqualTo(405);
                assertThat(answer.header("Allow")).isEqualTo("GET");
                assertThat(answer.body()).isEqualTo("Method Not Allowed\n");
            }
        }
        assertThat(HttpAnswer.of("HEAD", port.url() + "/health", "").status()).isEqualTo(405);
    }

    @Test
    void anUnknownPathIsNotFoundInGosWords() throws Exception {
        var answer = get("/nothing/here");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("404 page not found\n");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void anUncleanPathIsRedirectedWithItsQuery() throws Exception {
        var answer = get("/v3//../health?a=1&b=2");
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("Location")).isEqualTo("/health?a=1&b=2");
        assertThat(answer.body())
                .isEqualTo("<a href=\"/health?a=1&amp;b=2\">Moved Permanently</a>.\n\n");
        assertThat(HttpAnswer.of("PUT", port.url() + "//health", "").status()).isEqualTo(301);
    }

    @Test
    void everyAnswerLetsBrowsersIn() throws Exception {
        for (var path : new String[] {"/health", "/nothing", "//health", "/v3/kv/range"}) {
            var answer = get(path);
            assertThat(answer.header("Access-Control-Allow-Origin")).as(path).isEqualTo("*");
            assertThat(answer.header("Access-Control-Allow-Methods"))
                    .isEqualTo("POST, GET, OPTIONS, PUT, DELETE");
            assertThat(answer.header("Access-Control-Allow-Headers"))
                    .isEqualTo("accept, content-type, authorization");
        }
    }

    @Test
    void aPreflightIsAnsweredOnAnyPath() throws Exception {
        var answer = HttpAnswer.of("OPTIONS", port.url() + "/nothing", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void metricsCarryEtcdsNames() throws Exception {
        HttpAnswer.of("POST", port.url() + "/v3/kv/put", "{\"key\":\"YQ==\"}");
        HttpAnswer.of("POST", port.url() + "/v3/kv/put", "{}");
        var page = get("/metrics").body();
        assertThat(page)
                .contains(
                        "etcd_server_has_leader 1.0",
                        "etcd_server_is_leader 1.0",
                        "etcd_server_leader_changes_seen_total 0.0",
                        "etcd_server_id{server_id=\"8e9e05c52164694d\"} 1.0",
                        "etcd_cluster_version{cluster_version=\"3.4\"} 1.0",
                        "etcd_debugging_mvcc_current_revision 2.0",
                        "grpc_server_started_total{grpc_method=\"Put\","
                                + "grpc_service=\"etcdserverpb.KV\",grpc_type=\"unary\"} 2.0",
                        "grpc_server_handled_total{grpc_code=\"InvalidArgument\","
                                + "grpc_method=\"Put\",grpc_service=\"etcdserverpb.KV\","
                                + "grpc_type=\"unary\"} 1.0");
        assertThat(page).containsPattern("process_resident_memory_bytes [1-9]");
        port.replica().loseLeader();
        assertThat(get("/metrics").body()).contains("etcd_server_has_leader 0.0");
    }

    private HttpAnswer get(String path) throws Exception {
        return HttpAnswer.get(port.url() + path);
    }
}
