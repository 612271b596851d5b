package turtlelab.node.state.v2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of the v2 tree, etcd's events and errors (etcd reference A.3, A.4). */
public sealed interface V2Result {
    /** The tree's index when this was answered. */
    long index();

    /** {@code action} in etcd's words: get, set, create, update, delete, compareAndSwap, … */
    record Event(String action, Node node, @Nullable Node previous, long index)
            implements V2Result {}

    /** An etcd v2 error; the message and HTTP status belong to the code. */
    record Error(int code, String cause, long index) implements V2Result {}

    /**
     * A file or a directory as answered.
     *
     * @param value null when deleted or a directory
     * @param expiresAtMillis 0 for never
     * @param nodes null when not listed
     */
    record Node(
            String key,
            @Nullable String value,
            boolean dir,
            long expiresAtMillis,
            @Nullable List<Node> nodes,
            long modifiedIndex,
            long createdIndex) {}
}
