package turtlelab.node.state;

/** What comes of asking for a checksum of the v3 key space. */
public sealed interface KvHash {
    /**
     * The checksum of everything readable at any revision from the compacted one up to {@code
     * revision}: equal on members with equal data, when both of these are equal too.
     */
    record Hashed(int sum, long revision, long compacted) implements KvHash {
        /** Whether two sums tell of the same range of revisions. */
        public boolean isComparable(Hashed other) {
            return revision == other.revision && compacted == other.compacted;
        }
    }

    /** COMPACTED or FUTURE_REVISION. */
    record Refused(Rejection rejection) implements KvHash {}
}
