package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Closer;
import turtlelab.node.consensus.Role;
import turtlelab.node.oracle.Etcdctl;
import turtlelab.node.oracle.RealEtcd;

/** A member that learns, on whole nodes: what it answers, and what it may become. */
final class LearnerTest {
    private static final String CANNOT = "etcdserver: rpc not supported for learner";

    private static final Map<String, String> REFUSED =
            Map.of(
                    "/kv/range", "{\"key\":\"YQ==\"}",
                    "/kv/put", "{\"key\":\"YQ==\"}",
                    "/kv/deleterange", "{\"key\":\"YQ==\"}",
                    "/kv/txn", "{}",
                    "/kv/compaction", "{\"revision\":2}",
                    "/lease/grant", "{\"TTL\":60}",
                    "/lease/leases", "{}",
                    "/cluster/member/list", "{}");

    /** What etcdctl 3.4.23 says where an etcd 3.4.23 learns; identities and sizes left out. */
    private static final Map<String, String> AT_A_LEARNER =
            Map.ofEntries(
                    Map.entry("endpoint status", ".*, false, true, \\d+, \\d+, \\d+, "),
                    Map.entry(
                            "endpoint status -w table",
                            "(?s).*IS LEADER \\| IS LEARNER \\|.*  false \\|       true \\|.*"),
                    Map.entry(
                            "endpoint status -w fields", "(?s).*\n\"IsLearner\" : true\n\"Raft.*"),
                    Map.entry(
                            "endpoint health",
                            ".* is unhealthy: failed to commit proposal: "
                                    + CANNOT
                                    + "\nError: unhealthy cluster\nexit 1"),
                    Map.entry(
                            "endpoint hashkv",
                            "Failed to get the hash of endpoint .* \\("
                                    + CANNOT
                                    + "\\)\nError: .*\nexit 1"),
                    Map.entry(
                            "defrag",
                            "Failed to defragment etcd member\\[.*] \\(" + CANNOT + "\\)\nexit 1"),
                    Map.entry("get a --consistency=s", "a\n1"),
                    Map.entry("lock x true", "Error: " + CANNOT + "\nexit 1"),
                    Map.entry("lease list", "Error: " + CANNOT + "\nexit 2"),
                    Map.entry("move-leader ID", "Error: no leader endpoint given at .*\nexit 128"));

    @TempDir private Path directory;

    @Test
    void aLearnerAnswersPlainReadsAndItsStatusUntilItIsPromoted() throws Exception {
        try (var running = new Closer()) {
            var voter = running.add(new TestNode(directory, 78, 1));
            voter.start(voter.entry());
            eventually(voter::healthy);
            voter.v3("/kv/put", "{\"key\":\"YQ==\",\"value\":\"MQ==\"}");
            var learner = running.add(new TestNode(directory, 78, 2));
            voter.node().members().add(List.of(learner.peerUrl()), true).join();
            learner.start(
                    voter.entry() + "," + learner.entry(), "--initial-cluster-state=existing");
            eventually(() -> learner.node().replica().status().role() == Role.LEARNER);
            var read = "{\"key\":\"YQ==\",\"serializable\":true}";
            eventually(() -> learner.v3("/kv/range", read).contains("\"value\":\"MQ==\""));

            assertThat(learner.v3("/maintenance/status", "{}")).contains("\"isLearner\":true");
            for (var call : REFUSED.entrySet()) {
                assertThat(learner.v3(call.getKey(), call.getValue()))
                        .as(call.getKey())
                        .contains(CANNOT, "\"code\":14");
            }

            assertWordsAreEtcds(voter, learner);

            var id = "{\"ID\":\"" + Long.toUnsignedString(id(learner)) + "\"}";
            eventually(
                    () -> {
                        voter.v3("/cluster/member/promote", id); // Refused until it has caught up.
                        return learner.node().replica().status().role() == Role.FOLLOWER;
                    });
            eventually(() -> !learner.v3("/kv/range", "{\"key\":\"YQ==\"}").contains("error"));
            assertThat(learner.v3("/kv/put", "{\"key\":\"Yg==\"}")).contains("\"revision\":\"3\"");
        }
    }

    private static void assertWordsAreEtcds(TestNode voter, TestNode learner) throws Exception {
        RealEtcd.assumeInstalled("etcdctl", "etcd-client");
        var id = Long.toHexString(id(learner));
        for (var line : AT_A_LEARNER.entrySet()) {
            var words = line.getKey().replace("ID", id);
            assertThat(new Etcdctl(learner.clientUrl()).run(words, ""))
                    .as(words)
                    .matches(line.getValue());
        }
        assertThat(new Etcdctl(voter.clientUrl()).run("move-leader " + id, ""))
                .isEqualTo("Error: etcdserver: bad leader transferee\nexit 1");
    }

    private static long id(TestNode node) {
        return node.node().replica().self().value();
    }
}
