package turtlelab.node.consensus;

/** What a snapshot stands for: the log up to a position, and the membership as of it. */
public record SnapshotMark(LogPosition position, Membership membership) {
    public long index() {
        return position.index();
    }
}
