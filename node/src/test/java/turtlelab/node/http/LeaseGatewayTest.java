package turtlelab.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Lease service as JSON; the answers were recorded from etcd 3.4.23. */
class LeaseGatewayTest {
    private static final String HEADER =
            "\"header\":{\"cluster_id\":\"14841639068965178418\","
                    + "\"member_id\":\"10276657743932975437\","
                    + "\"revision\":\"%d\",\"raft_term\":\"2\"}";

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
    void aLeaseIsGrantedUnderTheIdAskedFor() throws Exception {
        assertThat(post("/lease/grant", "{\"TTL\":5,\"ID\":7}"))
                .isEqualTo("200 {" + header(1) + ",\"ID\":\"7\",\"TTL\":\"5\"}");
        assertThat(post("/lease/grant", "{\"TTL\":9000000000,\"ID\":-5}"))
                .isEqualTo("200 {" + header(1) + ",\"ID\":\"-5\",\"TTL\":\"9000000000\"}");
        assertThat(post("/lease/grant", "{\"TTL\":5,\"ID\":7}"))
                .isEqualTo("412 " + error("etcdserver: lease already exists", 9));
        assertThat(post("/lease/grant", "{\"TTL\":\"99999999999\"}"))
                .isEqualTo("400 " + error("etcdserver: too large lease TTL", 11));
        assertThat(post("/lease/grant", "{\"TTL\":-5}")).endsWith("\"TTL\":\"2\"}");
    }

    @Test
    void aRevokedLeaseTakesItsKeys() throws Exception {
        post("/lease/grant", "{\"TTL\":60,\"ID\":7}");
        post("/kv/put", "{\"key\":\"YQ==\",\"lease\":7}");
        post("/kv/put", "{\"key\":\"Yg==\",\"lease\":7}");
        assertThat(post("/lease/revoke", "{\"ID\":7}")).isEqualTo("200 {" + header(4) + "}");
        assertThat(post("/kv/range", "{\"key\":\"YQ==\",\"range_end\":\"eg==\"}"))
                .isEqualTo("200 {" + header(4) + "}");
        assertThat(post("/lease/revoke", "{\"ID\":7}"))
                .isEqualTo("404 " + error("etcdserver: requested lease not found", 5));
        assertThat(post("/kv/put", "{\"key\":\"YQ==\",\"lease\":12345}"))
                .isEqualTo("404 " + error("etcdserver: requested lease not found", 5));
    }

    @Test
    void theTimeLeftIsToldWithTheKeysWhenAskedFor() throws Exception {
        post("/lease/grant", "{\"TTL\":60,\"ID\":7}");
        post("/kv/put", "{\"key\":\"YQ==\",\"lease\":7}");
        assertThat(post("/lease/timetolive", "{\"ID\":7,\"keys\":true}"))
                .matches(".*\"TTL\":\"5[89]\",\"grantedTTL\":\"60\",\"keys\":\\[\"YQ==\"]}");
        assertThat(post("/lease/timetolive", "{\"ID\":7}"))
                .matches(".*\"TTL\":\"5[89]\",\"grantedTTL\":\"60\"}");
        assertThat(post("/lease/timetolive", "{\"ID\":99,\"keys\":true}"))
                .isEqualTo("200 {" + header(2) + ",\"ID\":\"99\",\"TTL\":\"-1\"}");
    }

    @Test
    void leasesAreListedByTheTimeTheyHaveLeftAlsoUnderTheOldPaths() throws Exception {
        assertThat(post("/lease/leases", "{}")).isEqualTo("200 {" + header(1) + "}");
        post("/lease/grant", "{\"TTL\":600,\"ID\":7}");
        post("/lease/grant", "{\"TTL\":60,\"ID\":-5}");
        var listed = "200 {" + header(1) + ",\"leases\":[{\"ID\":\"-5\"},{\"ID\":\"7\"}]}";
        assertThat(post("/lease/leases", "{}")).isEqualTo(listed);
        assertThat(post("/kv/lease/leases", "")).isEqualTo(listed);
        assertThat(post("/kv/lease/timetolive", "{\"ID\":7}")).startsWith("200 {");
        assertThat(post("/kv/lease/revoke", "{\"ID\":7}")).startsWith("200 {");
        assertThat(post("/kv/lease/grant", "{\"ID\":7}")).isEqualTo("404 Not Found\n");
    }

    @Test
    void aStreamOfKeepalivesIsAnsweredLineByLine() throws Exception {
        post("/lease/grant", "{\"TTL\":60,\"ID\":7}");
        var gone = "{\"result\":{" + header(1) + ",\"ID\":\"99\"}}\n";
        var alive = "{\"result\":{" + header(1) + ",\"ID\":\"7\",\"TTL\":\"60\"}}\n";
        assertThat(post("/lease/keepalive", "{\"ID\":7}")).isEqualTo("200 " + alive);
        assertThat(post("/lease/keepalive", "{\"ID\":99}{\"ID\":7}"))
                .isEqualTo("200 " + gone + alive);
        assertThat(post("/kv/lease/keepalive", "{\"ID\":7}")).isEqualTo("404 Not Found\n");
        assertThat(HttpAnswer.get(port.url() + "/metrics").body())
                .contains("etcd_debugging_lease_renewed_total 2");
    }

    @Test
    void leasesAreCounted() throws Exception {
        post("/lease/grant", "{\"TTL\":60,\"ID\":7}");
        post("/lease/grant", "{\"TTL\":60,\"ID\":8}");
        post("/lease/revoke", "{\"ID\":7}");
        assertThat(HttpAnswer.get(port.url() + "/metrics").body())
                .contains("etcd_debugging_lease_granted_total 2")
                .contains("etcd_debugging_lease_revoked_total 1")
                .contains("etcd_debugging_lease_renewed_total 0")
                .contains("etcd_debugging_server_lease_expired_total 0");
    }

    private String post(String path, String body) throws Exception {
        var answer = HttpAnswer.of("POST", port.url() + "/v3" + path, body);
        return answer.status() + " " + answer.body();
    }

    private static String header(long revision) {
        return HEADER.formatted(revision);
    }

    private static String error(String text, int code) {
        return "{\"error\":\"%s\",\"message\":\"%s\",\"code\":%d}".formatted(text, text, code);
    }
}
