package turtlelab.node.state.v2;

import org.jspecify.annotations.Nullable;

/**
 * A change of the v2 tree (etcd reference A.2). Expirations are absolute wall-clock milliseconds
 * decided by the proposer, so that every member agrees.
 */
public sealed interface V2Command {
    /** The key, absolute and clean, such as {@code /a/b}; {@code /} is the root. */
    String path();

    /** Sets a file or makes a directory, whatever is there; resets the creation index. */
    record Set(String path, Content content) implements V2Command {}

    /** Creates; refused when the key exists. */
    record Create(String path, Content content) implements V2Command {}

    /** Creates under a name made of the index, 20 digits. */
    record CreateInOrder(String path, Content content) implements V2Command {}

    /** Changes what exists, keeping the creation index. {@code refresh}: TTL only, silently. */
    record Update(String path, Content content, boolean refresh) implements V2Command {}

    /** Sets with a fresh TTL only and without an event; keeps the value. */
    record Refresh(String path, Content content) implements V2Command {}

    record CompareAndSwap(String path, Condition condition, Content content) implements V2Command {}

    record Delete(String path, boolean dir, boolean recursive) implements V2Command {}

    record CompareAndDelete(String path, Condition condition) implements V2Command {}

    /** Deletes everything that was to expire at or before the given wall-clock time. */
    record Expire(String path, long untilMillis) implements V2Command {}

    /**
     * What to write.
     *
     * @param expiresAtMillis 0 for never
     */
    record Content(String value, boolean dir, long expiresAtMillis) {}

    /** {@code value} null and {@code index} 0 mean: not asked. */
    record Condition(@Nullable String value, long index) {}
}
