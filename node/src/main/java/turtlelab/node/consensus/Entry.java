package turtlelab.node.consensus;

import turtlelab.node.base.Bytes;

/**
 * One position of the replicated log. Index and term start at 1; 0 means "before the log".
 *
 * @param data empty for {@link EntryKind#EMPTY}; a membership change and its context in the codec's
 *     form for {@link EntryKind#MEMBERSHIP}
 */
public record Entry(long index, long term, EntryKind kind, Bytes data) {
    /** Bytes that count against limits: the data and a fixed share for the rest. */
    public int size() {
        return data.length() + 24;
    }

    public LogPosition position() {
        return new LogPosition(index, term);
    }
}
