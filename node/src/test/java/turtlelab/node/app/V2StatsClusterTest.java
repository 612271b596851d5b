package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Closer;

/** The figures of {@code /v2/stats} and of the v2 store's metrics, on a whole cluster. */
final class V2StatsClusterTest {
    private static final int WRITES = 20;

    @TempDir private Path directory;

    @Test
    void theFiguresAreThoseOfWhatHappened() throws Exception {
        try (var running = new Closer()) {
            var nodes =
                    IntStream.rangeClosed(1, 3)
                            .mapToObj(number -> new TestNode(directory, 81, number))
                            .toList();
            var cluster = nodes.stream().map(TestNode::entry).collect(Collectors.joining(","));
            for (var node : nodes) {
                running.add(node.start(cluster));
            }
            eventually(() -> nodes.stream().allMatch(TestNode::healthy));
            var leader = nodes.stream().filter(V2StatsClusterTest::leads).findFirst().orElseThrow();
            for (int i = 0; i < WRITES; i++) {
                assertThat(leader.put("k", "v" + i)).isTrue();
            }
            followersAreMeasured(leader);
            for (var node : nodes) {
                var self = node.answer("/v2/stats/self");
                boolean leads = node == leader;
                assertThat(number("sendAppendRequestCnt", self) >= 2 * WRITES).isEqualTo(leads);
                assertThat(number("recvAppendRequestCnt", self) >= WRITES).isEqualTo(!leads);
                assertThat(self).contains(leads ? "\"sendPkgRate\":" : "\"recvPkgRate\":");
                eventually(() -> number("setsSuccess", of(node, "/v2/stats/store")) == WRITES);
            }
            theStoreIsGraphed(leader);
        }
    }

    private static void followersAreMeasured(TestNode leader) throws Exception {
        var followers = List.of(leader.answer("/v2/stats/leader").split("\"latency\"", -1));
        assertThat(followers).hasSize(3);
        for (var follower : followers.subList(1, 3)) {
            assertThat(number("success", follower)).isGreaterThanOrEqualTo(WRITES / 2);
            var minimum = number("minimum", follower);
            assertThat(minimum).isPositive();
            assertThat(number("average", follower)).isGreaterThanOrEqualTo(minimum);
            assertThat(number("maximum", follower))
                    .isGreaterThanOrEqualTo(number("average", follower))
                    .isGreaterThanOrEqualTo(number("current", follower));
        }
    }

    private static void theStoreIsGraphed(TestNode leader) throws Exception {
        leader.answer("/v2/keys/none");
        leader.answer("/v2/keys/?recursive=true");
        assertThat(leader.answer("/metrics"))
                .contains("etcd_debugging_store_writes_total{action=\"set\"} " + WRITES + ".0\n")
                .contains("etcd_debugging_store_reads_total{action=\"get\"} 1.0\n")
                .contains("etcd_debugging_store_reads_total{action=\"getRecursive\"} 1.0\n")
                .contains("etcd_debugging_store_reads_failed_total{action=\"get\"} 1.0\n")
                .contains("etcd_debugging_store_writes_failed_total{action=\"create\"} 0.0\n")
                .contains("etcd_debugging_store_expires_total 0.0\n")
                .contains("etcd_debugging_store_watch_requests_total 0.0\n")
                .contains("etcd_debugging_store_watchers 0.0\n");
    }

    private static boolean leads(TestNode node) {
        return of(node, "/v2/stats/self").contains("\"state\":\"StateLeader\"");
    }

    private static String of(TestNode node, String path) {
        try {
            return node.answer(path);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double number(String field, String json) {
        var found = Pattern.compile("\"" + field + "\":([\\d.]+)").matcher(json);
        assertThat(found.find()).as("%s in %s", field, json).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
