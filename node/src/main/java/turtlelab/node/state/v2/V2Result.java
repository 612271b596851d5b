package turtlelab.node.state.v2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of the v2 tree, etcd's events and errors (etcd reference A.3, A.4). */
public sealed interface V2Result {
    /** The tree's index when this was answered. */
    long index();

    /**
     * What happened to a key, or what was read.
     *
     * @param previous the node before the change; null when there was none
     * @param refresh a change of the expiration only, which wakes no watcher
     */
    record Event(V2Action action, Node node, @Nullable Node previous, boolean refresh, long index)
            implements V2Result {
        /** Whether etcd answers 201: something is there now that was not. */
        public boolean created() {
            return action == V2Action.CREATE || (action == V2Action.SET && previous == null);
        }
    }

    /** One event per key that was due, in the order of their expirations. */
    record Expired(List<Event> events, long index) implements V2Result {}

    /** An etcd v2 error; nothing changed. */
    record Error(V2Code code, String cause, long index) implements V2Result {}

    /**
     * A file or a directory as answered.
     *
     * @param key the whole path; empty for the root
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
