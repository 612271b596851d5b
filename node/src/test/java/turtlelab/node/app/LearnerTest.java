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

    private static long id(TestNode node) {
        return node.node().replica().self().value();
    }
}
