package turtlelab.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks and elections as JSON; the answers were recorded from etcd 3.4.23. */
class LockGatewayTest {
    private static final String HEADER =
            "\"header\":{\"cluster_id\":\"14841639068965178418\","
                    + "\"member_id\":\"10276657743932975437\","
                    + "\"revision\":\"%d\",\"raft_term\":\"2\"}";

    private TestPort port;

    @BeforeEach
    void open() throws Exception {
        port = new TestPort();
        post("/lease/grant", "{\"TTL\":600,\"ID\":4660}");
        post("/lease/grant", "{\"TTL\":600,\"ID\":-7}");
    }

    @AfterEach
    void close() throws Exception {
        port.close();
    }

    @Test
    void aFreeLockIsTakenUnderTheNameOfItsLease() throws Exception {
        assertThat(post("/lock/lock", "{\"name\":\"bTI=\",\"lease\":-7}"))
                .isEqualTo("200 {" + header(2) + ",\"key\":\"bTIvLTc=\"}");
        assertThat(post("/lock/lock", "{\"name\":\"bTI=\",\"lease\":-7}"))
                .isEqualTo("200 {" + header(2) + ",\"key\":\"bTIvLTc=\"}");
        assertThat(post("/kv/range", "{\"key\":\"bTIvLTc=\"}"))
                .contains("\"create_revision\":\"2\"", "\"lease\":\"-7\"")
                .doesNotContain("\"value\"");
    }

    @Test
    void aLockWithoutALeaseHangsOnOneOfAMinute() throws Exception {
        assertThat(post("/lock/lock", "{\"name\":\"bQ==\"}")).startsWith("200 {" + header(2));
        assertThat(post("/lock/lock", "{}")).startsWith("200 {" + header(3));
        var leases = post("/lease/leases", "{}");
        var own = leases.replaceAll(".*\"leases\":\\[\\{\"ID\":\"(\\d+)\".*", "$1");
        assertThat(post("/lease/timetolive", "{\"ID\":" + own + ",\"keys\":true}"))
                .matches(".*\"TTL\":\"[56]\\d\",\"grantedTTL\":\"60\",\"keys\":\\[\"[^\"]+\"]}");
    }

    @Test
    void lockErrorsAreThoseOfEtcdsOwnClient() throws Exception {
        assertThat(post("/lock/lock", "{\"name\":\"bQ==\",\"lease\":99}"))
                .isEqualTo("500 " + error("etcdserver: requested lease not found"));
        assertThat(post("/lock/unlock", "{}"))
                .isEqualTo("500 " + error("etcdserver: key is not provided"));
        assertThat(post("/lock/unlock", "{\"key\":\"bQ==\"}")).isEqualTo("200 {" + header(1) + "}");
        assertThat(post("/lock/lock", "x")).startsWith("400 ").endsWith("\"code\":3}");
    }

    @Test
    void aCandidateAloneIsElectedAndMayProclaimAnotherValue() throws Exception {
        var elected =
                "\"leader\":{\"name\":\"Zmk=\",\"key\":\"ZmkvMTIzNA==\",\"rev\":\"2\","
                        + "\"lease\":\"4660\"}}";
        var campaign = "{\"name\":\"Zmk=\",\"lease\":4660,\"value\":\"%s\"}";
        assertThat(post("/election/campaign", campaign.formatted("dg==")))
                .isEqualTo("200 {" + header(2) + "," + elected);
        assertThat(post("/election/campaign", campaign.formatted("dw=="))).endsWith(elected);
        assertThat(post("/election/leader", "{\"name\":\"Zmk=\"}"))
                .isEqualTo(
                        "200 {"
                                + header(3)
                                + ",\"kv\":{\"key\":\"ZmkvMTIzNA==\",\"create_revision\":\"2\","
                                + "\"mod_revision\":\"3\",\"version\":\"2\",\"value\":\"dw==\","
                                + "\"lease\":\"4660\"}}");
        assertThat(post("/election/proclaim", "{" + leader(2) + ",\"value\":\"eA==\"}"))
                .isEqualTo("200 {" + header(4) + "}");
        assertThat(post("/election/proclaim", "{" + leader(1) + ",\"value\":\"eA==\"}"))
                .isEqualTo("500 " + error("election: not leader"));
        assertThat(post("/election/resign", "{" + leader(1) + "}"))
                .isEqualTo("200 {" + header(4) + "}");
        assertThat(post("/election/resign", "{" + leader(2) + "}"))
                .isEqualTo("200 {" + header(5) + "}");
        assertThat(post("/election/leader", "{\"name\":\"Zmk=\"}"))
                .isEqualTo("500 " + error("election: no leader"));
    }

    @Test
    void electionErrorsAreThoseOfEtcdsOwnClient() throws Exception {
        assertThat(post("/election/proclaim", "{\"value\":\"dg==\"}"))
                .isEqualTo("500 " + error("\\\"leader\\\" field must be provided"));
        assertThat(post("/election/resign", "{}"))
                .isEqualTo("500 " + error("\\\"leader\\\" field must be provided"));
        assertThat(post("/election/campaign", "{\"name\":\"ZQ==\",\"lease\":99}"))
                .isEqualTo("500 " + error("etcdserver: requested lease not found"));
    }

    private String post(String path, String body) throws Exception {
        var answer = HttpAnswer.of("POST", port.url() + "/v3" + path, body);
        return answer.status() + " " + answer.body();
    }

    private static String leader(long revision) {
        return "\"leader\":{\"name\":\"Zmk=\",\"key\":\"ZmkvMTIzNA==\",\"rev\":%d,\"lease\":4660}"
                .formatted(revision);
    }

    private static String header(long revision) {
        return HEADER.formatted(revision);
    }

    private static String error(String text) {
        return "{\"error\":\"%s\",\"message\":\"%s\",\"code\":2}".formatted(text, text);
    }
}
