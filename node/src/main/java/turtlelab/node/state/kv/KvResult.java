package turtlelab.node.state.kv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answers of the v3 key space. {@code revision} in sub-answers is what etcd puts into the
 * header of a nested response.
 */
public sealed interface KvResult {
    /** {@code previous} is null when not asked for or when there was none. */
    record Put(@Nullable KeyValue previous, long revision) implements KvResult {}

    record Deleted(long count, List<KeyValue> previous, long revision) implements KvResult {}

    /** {@code count} ignores limit and revision filters, as etcd's does. */
    record Ranged(List<KeyValue> keyValues, long count, boolean more, long revision)
            implements KvResult {}

    record TxnDone(boolean succeeded, List<KvResult> answers, long revision) implements KvResult {}
}
