package turtlelab.node.consensus;

/** What a log entry holds. */
public enum EntryKind {
    /** Appended by a new leader so that it can commit entries of its own term (thesis 3.6.2). */
    EMPTY,
    /** Opaque bytes of the layer above. */
    COMMAND,
    /** A {@link MembershipChange} with its proposer's context. */
    MEMBERSHIP
}
