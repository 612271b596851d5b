package turtlelab.node.sim.check;

/** A promise was broken. The kind says which; a seeded bug must be convicted of its own. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Promise promise;

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
    public Violation(Promise promise, String format, Object... arguments) {
        super(promise + ": " + format.formatted(arguments));
        this.promise = promise;
    }

    public Promise promise() {
        return promise;
    }

    /** What is checked all the time. */
    public enum Promise {
        /** At most one leader in each term. */
        ONE_LEADER,
        /** Logs that agree on an entry's index and term agree on all before it. */
        LOG_MATCHING,
        /** A new leader has everything that was committed in earlier terms. */
        LEADER_COMPLETENESS,
        /** A leader commits by counting only entries of its own term. */
        OWN_TERM_COUNTED,
        /** What was committed at an index is what everybody applies there. */
        COMMITTED_STAYS,
        /** Entries are applied in order and once, and never go back. */
        APPLY_IN_ORDER,
        /** Equal state at equal applied index. */
        EQUAL_STATE,
        /** An answer is never older than what was answered before the question. */
        LINEARIZABLE,
        /** Term and vote, once synced, are never forgotten. */
        VOTE_REMEMBERED,
        /** Entries, once synced, are found again. */
        LOG_DURABLE,
        /** Everybody has the membership of his applied index; quorums of neighbours overlap. */
        MEMBERSHIP,
        /** A leader has one membership change under way at most. */
        ONE_CHANGE,
        /** Only voters campaign. */
        VOTERS_ONLY,
        /** A node that should run stops, or throws. */
        NODE_STOPPED,
        /** With a healed quorum, writes and reads succeed within a bounded time. */
        LIVENESS,
        /** Once there is a leader whom a quorum hears, he stays. */
        STABLE_LEADER
    }
}
