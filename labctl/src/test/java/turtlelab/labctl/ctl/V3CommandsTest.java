package turtlelab.labctl.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The v3 commands against a fake: forms, endpoints, and failures with their cause. */
class V3CommandsTest {

    private static final String UNUSED = "127.9.2.9:1";

    @Test
    void getPrintsKeyAndValue() throws Exception {
        try (var member = FakeV3.healthy()) {
            assertThat(Ran.ours(Map.of(), "get", "one", "--endpoints", member.endpoint()))
                    .isEqualTo(new Ran(0, "one\nuno\n", ""));
        }
    }

    @Test
    void jsonHasPlainUnsignedNumbersAndBase64() throws Exception {
        try (var member = FakeV3.healthy()) {
            var ran =
                    Ran.ours(Map.of(), "--endpoints=" + member.endpoint(), "get", "one", "-wjson");
            assertThat(ran.out())
                    .isEqualTo(
                            """
                            {"header":{"cluster_id":18446744073709551615,"member_id":2,\
                            "revision":3,"raft_term":4},"kvs":[{"key":"b25l",\
                            "create_revision":2,"mod_revision":3,"version":2,\
                            "value":"dW5v"}],"count":1}
                            """);
        }
    }

    @Test
    void aReadGoesToTheNextEndpointWhenOneIsUnavailable() throws Exception {
        try (var failing = FakeV3.failing(Status.UNAVAILABLE);
                var member = FakeV3.healthy()) {
            var endpoints = failing.endpoint() + "," + member.endpoint();
            assertThat(Ran.ours(Map.of(), "--endpoints", endpoints, "get", "one").exitCode())
                    .isZero();
        }
    }

    @Test
    void aPutOfWhichNothingIsKnownIsNotSentAgain() throws Exception {
        try (var failing = FakeV3.failing(Status.UNAVAILABLE);
                var member = FakeV3.healthy()) {
            var endpoints = failing.endpoint() + "," + member.endpoint();
            var ran = Ran.ours(Map.of(), "--endpoints", endpoints, "put", "one", "due");
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(failing.puts()).isEqualTo(1);
            assertThat(member.puts()).isZero();
        }
    }

    @Test
    void aPutThatCouldNotConnectGoesToTheNextEndpoint() throws Exception {
        try (var member = FakeV3.healthy()) {
            var endpoints = UNUSED + "," + member.endpoint();
            assertThat(Ran.ours(Map.of(), "--endpoints", endpoints, "put", "one", "due"))
                    .isEqualTo(new Ran(0, "OK\n", ""));
        }
    }

    @Test
    void aMissingLeaderIsNamed() throws Exception {
        try (var failing = FakeV3.failing(Status.DEADLINE_EXCEEDED)) {
            assertThat(Ran.ours(Map.of(), "--endpoints", failing.endpoint(), "put", "a", "1"))
                    .isEqualTo(
                            new Ran(
                                    1,
                                    "",
                                    """
                                    Error: context deadline exceeded
                                    the cluster has no leader: a majority of its members must run
                                    """));
        }
    }

    @Test
    void aRefusedConnectionIsNamed() {
        assertThat(Ran.ours(Map.of(), "--endpoints", UNUSED, "get", "a").err())
                .isEqualTo(
                        """
                        Error: context deadline exceeded
                        127.9.2.9:1: no connection: is a node running there?
                        """);
    }

    @Test
    void aFlagAndItsVariableConflict() {
        var ran = Ran.ours(Map.of("ETCDCTL_ENDPOINTS", "a:1"), "get", "a", "--endpoints", "b:2");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .isEqualTo(
                        "pkg/flags: conflicting environment variable \"ETCDCTL_ENDPOINTS\" is"
                                + " shadowed by corresponding command-line flag (either unset"
                                + " environment variable or disable flag)\n");
    }

    @Test
    void theVariableServesForTheFlag() throws Exception {
        try (var member = FakeV3.healthy()) {
            var environment = Map.of("ETCDCTL_ENDPOINTS", member.endpoint(), "ETCDCTL_BOGUS", "1");
            assertThat(Ran.ours(environment, "get", "one", "--print-value-only"))
                    .isEqualTo(
                            new Ran(
                                    0,
                                    "uno\n",
                                    "pkg/flags: unrecognized environment variable"
                                            + " ETCDCTL_BOGUS=1\n"));
        }
    }

    @Test
    void aBareUrlGetsTheHintToUsePeerUrls() {
        assertThat(
                        Ran.ours(Map.of("ETCDCTL_API", "3"), "member", "add", "n", "http://h:2380")
                                .err())
                .isEqualTo("Error: too many arguments, did you mean --peer-urls=http://h:2380\n");
    }

    @Test
    void helpListsCommandsAndExamples() {
        assertThat(Ran.ours(Map.of(), "--help").out())
                .contains("cluster-health", "endpoint health|status", "Examples:");
        assertThat(Ran.ours(Map.of(), "put", "--help").out()).contains("--prev-kv");
    }
}
