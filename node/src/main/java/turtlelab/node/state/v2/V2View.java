package turtlelab.node.state.v2;

/** One moment of the v2 tree for readers: immutable, safe from any thread. */
public interface V2View {
    /** The tree's index at this moment. */
    long index();

    /**
     * Reads a key. Children always come in key order, at every level: etcd's unsorted listings have
     * no order that anybody could rely on.
     *
     * @param recursive whether sub-directories come with their children
     * @param sorted whether the caller insists on the order
     * @return an {@link V2Result.Event} with action {@code get}, or error 100 or 104
     */
    V2Result get(String path, boolean recursive, boolean sorted);

    /**
     * What happened to a key at or after an index: the newest thousand changes of all keys are
     * known, as in etcd.
     *
     * @param from at least 1; may lie in the future
     */
    V2Next next(V2Interest interest, long from);

    /**
     * Wall-clock milliseconds of the next expiration; {@link Long#MAX_VALUE} when nothing expires.
     */
    long nextExpirationMillis();

    /** How often this member has applied each kind of change since it started. */
    V2Counts counts();

    /**
     * A hash of index and content, equal on all members at the same applied entry. Reads
     * everything.
     */
    long hash();
}
