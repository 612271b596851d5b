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

    /** Creates under a name made of the index, 20 digits; {@code path} is the parent. */
    record CreateInOrder(String path, Content content) implements V2Command {}

    /** Changes what exists, keeping the creation index. */
    record Update(String path, Content content) implements V2Command {}

    record CompareAndSwap(String path, Condition condition, Content content) implements V2Command {}

    record Delete(String path, boolean dir, boolean recursive) implements V2Command {}

    record CompareAndDelete(String path, Condition condition) implements V2Command {}

    /**
     * Deletes what was to expire at or before the given time, soonest first, at most {@link #MOST}
     * keys: whoever proposed it looks whether more is due. {@code path} is the root.
     */
    record Expire(String path, long untilMillis) implements V2Command {
        /** So that one entry of the log keeps no member from the next for long. */
        public static final int MOST = 500;

        public Expire(long untilMillis) {
            this("/", untilMillis);
        }
    }

    /**
     * What to write.
     *
     * @param expiresAtMillis 0 for never
     * @param refresh keep the value, change the expiration only, and do not wake watchers; of use
     *     in a set, an update and a swap
     */
    record Content(String value, boolean dir, long expiresAtMillis, boolean refresh) {
        /** A file that never expires. */
        public static Content file(String value) {
            return new Content(value, false, 0, false);
        }

        /** A directory that never expires. */
        public static Content directory() {
            return new Content("", true, 0, false);
        }

        public Content expiringAt(long millis) {
            return new Content(value, dir, millis, refresh);
        }

        /** The same, keeping whatever value is there. */
        public Content refreshing() {
            return new Content(value, dir, expiresAtMillis, true);
        }
    }

    /** {@code value} null and {@code index} 0 mean: not asked. */
    record Condition(@Nullable String value, long index) {
        /** What does not hold, in etcd's words, {@code [given != actual]}; empty when all does. */
        public String mismatch(String actualValue, long actualIndex) {
            var byValue =
                    value == null || value.equals(actualValue) ? "" : part(value, actualValue);
            var byIndex =
                    index == 0 || index == actualIndex
                            ? ""
                            : part(Long.toUnsignedString(index), Long.toString(actualIndex));
            return (byValue + " " + byIndex).strip();
        }

        private static String part(String given, String actual) {
            return "[" + given + " != " + actual + "]";
        }
    }
}
