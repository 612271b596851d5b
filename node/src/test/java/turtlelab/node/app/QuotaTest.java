package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way out of a full store, as etcd's documentation tells it, on a whole node. */
final class QuotaTest {
    private static final String FULL = "etcdserver: mvcc: database space exceeded";
    private static final String KIBIBYTES = "A".repeat(40_000);

    @TempDir private Path directory;

    @Test
    void aFullStoreTakesNoMoreUntilItIsCompactedDefragmentedAndDisarmed() throws Exception {
        try (var node = new TestNode(directory, 75, 1)) {
            node.start(node.entry(), "--quota-backend-bytes=2000000");
            eventually(node::healthy);
            eventually(() -> put(node).contains(FULL));

            assertThat(node.v3("/maintenance/alarm", "{}")).contains("\"alarm\":\"NOSPACE\"");
            assertThat(node.v3("/kv/range", "{\"key\":\"YQ==\",\"keys_only\":true}"))
                    .contains("\"count\":\"1\"");
            assertThat(node.v3("/kv/deleterange", "{\"key\":\"Yg==\"}")).doesNotContain("error");
            assertThat(node.v3("/lease/grant", "{\"TTL\":60}")).contains(FULL);
            assertThat(node.healthy()).isFalse();

            var revision = node.node().replica().state().kv().revision();
            var compaction = "{\"revision\":\"" + revision + "\",\"physical\":true}";
            assertThat(node.v3("/kv/compaction", compaction)).doesNotContain("error");
            long full = node.node().replica().state().size().allocated();
            assertThat(node.v3("/maintenance/defragment", "{}")).isEqualTo("{}");
            assertThat(node.node().replica().state().size().allocated()).isLessThan(full);
            assertThat(put(node)).as("before the alarm is off").contains(FULL);

            var off = "{\"action\":\"DEACTIVATE\",\"alarm\":\"NOSPACE\",\"memberID\":\"%s\"}";
            var self = Long.toUnsignedString(node.node().replica().self().value());
            assertThat(node.v3("/maintenance/alarm", off.formatted(self))).contains("NOSPACE");
            assertThat(put(node)).doesNotContain("error");
            assertThat(node.healthy()).isTrue();
        }
    }

    /** Always the same key: only its history grows. */
    private static String put(TestNode node) throws Exception {
        return node.v3("/kv/put", "{\"key\":\"YQ==\",\"value\":\"" + KIBIBYTES + "\"}");
    }
}
