package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Closer;
import turtlelab.node.replica.Replica;

/** Leases on whole nodes: through restarts, snapshots and other leaders. */
final class LeaseClusterTest {
    @TempDir private Path directory;

    private final Closer running = new Closer();

    @AfterEach
    void stopAll() throws Exception {
        running.close();
    }

    @Test
    void anExpiredLeaseTakesItsKeysInOneRevisionOnEveryMember() throws Exception {
        var nodes = start(70, 3);
        var follower = nodes.stream().filter(node -> !leads(node)).findFirst().orElseThrow();
        assertThat(follower.v3("/lease/grant", "{\"TTL\":1,\"ID\":7}")).contains("\"TTL\":\"1\"");
        for (var key : List.of("YQ==", "Yg==", "Yw==")) {
            follower.v3("/kv/put", "{\"key\":\"" + key + "\",\"lease\":7}");
        }
        eventually(() -> nodes.stream().allMatch(node -> revision(node) == 4));
        assertThat(follower.v3("/lease/keepalive", "{\"ID\":7}")).contains("\"TTL\":\"1\"");

        eventually(() -> nodes.stream().allMatch(LeaseClusterTest::hasNoLease));

        assertThat(nodes).extracting(LeaseClusterTest::revision).containsOnly(5L);
        assertThat(nodes.stream().map(LeaseClusterTest::hash).distinct()).hasSize(1);
        assertThat(follower.v3("/lease/timetolive", "{\"ID\":7}")).contains("\"TTL\":\"-1\"");
    }

    @Test
    void aNewLeaderGivesALeaseItsWholeTimeAgain() throws Exception {
        var nodes = start(71, 3);
        var old = nodes.stream().filter(LeaseClusterTest::leads).findFirst().orElseThrow();
        var heir = nodes.stream().filter(node -> node != old).findFirst().orElseThrow();
        heir.v3("/lease/grant", "{\"TTL\":20,\"ID\":7}");
        eventually(() -> ask(heir, 7).matches(".*\"TTL\":\"1[0-8]\".*"));

        var id = Long.toUnsignedString(replica(heir).self().value());
        old.v3("/maintenance/transfer-leadership", "{\"targetID\":\"" + id + "\"}");

        eventually(() -> leads(heir));
        assertThat(ask(old, 7)).contains("\"TTL\":\"19\"", "\"grantedTTL\":\"20\"");
    }

    @Test
    void leasesAndTheirKeysOutliveARestart() throws Exception {
        var node = start(72, 1).getFirst();
        node.v3("/lease/grant", "{\"TTL\":600,\"ID\":7}");
        node.v3("/kv/put", "{\"key\":\"YQ==\",\"lease\":7}");
        node.v3("/kv/put", "{\"key\":\"Yg==\",\"lease\":7}");
        node.v3("/kv/put", "{\"key\":\"Yg==\"}");
        node.close();
        node.start(node.entry());
        eventually(node::healthy);
        assertThat(node.v3("/lease/timetolive", "{\"ID\":7,\"keys\":true}"))
                .contains("\"TTL\":\"599\"", "\"keys\":[\"YQ==\"]");
        node.v3("/lease/revoke", "{\"ID\":7}");
        assertThat(node.v3("/kv/range", "{\"key\":\"YQ==\",\"range_end\":\"eg==\"}"))
                .contains("\"key\":\"Yg==\"", "\"count\":\"1\"");
    }

    @Test
    void aSnapshotCarriesLeasesAndTheirKeys() throws Exception {
        var nodes = IntStream.rangeClosed(1, 3).mapToObj(i -> node(73, i)).toList();
        for (var node : nodes) {
            node.start(list(nodes), "--snapshot-count=20");
        }
        eventually(() -> nodes.stream().allMatch(TestNode::healthy));
        var first = nodes.getFirst();
        var late = nodes.getLast();
        late.close();
        eventually(first::healthy);
        first.v3("/lease/grant", "{\"TTL\":600,\"ID\":7}");
        for (int i = 0; i < 200; i++) {
            first.v3("/kv/put", "{\"key\":\"YQ==\",\"lease\":7}");
        }
        late.start(list(nodes), "--snapshot-count=20");
        eventually(late::healthy);
        eventually(() -> replica(late).state().leases().find(7) != null);
        eventually(() -> !replica(late).state().leases().find(7).keys().isEmpty());
        late.v3("/lease/revoke", "{\"ID\":7}");
        assertThat(late.v3("/kv/range", "{\"key\":\"YQ==\"}")).doesNotContain("\"kvs\"");
    }

    private static String ask(TestNode node, long lease) {
        try {
            return node.v3("/lease/timetolive", "{\"ID\":" + lease + "}");
        } catch (Exception e) {
            return e.toString();
        }
    }

    private static String hash(TestNode node) {
        try {
            var answer = node.v3("/maintenance/hashkv", "{\"revision\":5}");
            assertThat(answer).containsPattern("\"hash\":\\d+");
            return answer.replaceAll(".*\"hash\":(\\d+).*", "$1");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean leads(TestNode node) {
        var status = replica(node).status();
        return status.leader().equals(status.self());
    }

    private static boolean hasNoLease(TestNode node) {
        return replica(node).state().leases().count() == 0;
    }

    private static long revision(TestNode node) {
        return replica(node).state().kv().revision();
    }

    private static Replica replica(TestNode node) {
        return node.node().replica();
    }

    private List<TestNode> start(int network, int count) throws Exception {
        var nodes = IntStream.rangeClosed(1, count).mapToObj(i -> node(network, i)).toList();
        for (var node : nodes) {
            node.start(list(nodes));
        }
        eventually(() -> nodes.stream().allMatch(TestNode::healthy));
        return nodes;
    }

    private TestNode node(int network, int number) {
        return running.add(new TestNode(directory, network, number));
    }

    private static String list(List<TestNode> nodes) {
        return nodes.stream().map(TestNode::entry).collect(Collectors.joining(","));
    }
}
