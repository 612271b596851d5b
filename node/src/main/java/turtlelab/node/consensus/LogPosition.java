package turtlelab.node.consensus;

/** An index of the log and the term of the entry there. */
public record LogPosition(long index, long term) {
    public static final LogPosition ORIGIN = new LogPosition(0, 0);
}
