package turtlelab.node.consensus.log;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;

/**
 * The port to the durable log: hard state and entries. Used by one thread at a time, the log
 * thread.
 *
 * <p>A failed call throws, and from then on every call does: what a disk kept of a failed write or
 * sync nobody knows, so the node stops, retries nothing and acknowledges nothing.
 */
public interface LogStore extends AutoCloseable {
    /** What was found when the log was opened; handed out once, because it is large. */
    Recovered recovered();

    /**
     * Writes a hard state, if there is a new one, and entries that follow each other. A first entry
     * at or before the last index replaces it and everything behind it. Promised only by the next
     * {@link #sync}.
     */
    void append(@Nullable HardState hardState, List<Entry> entries) throws IOException;

    /** Returns when everything appended so far would survive a loss of power. */
    void sync() throws IOException;

    /**
     * Entries up to here are not needed any more: they are committed, and durable in applied state.
     * The store forgets what it can forget cheaply, so {@link Recovered#start} may lie before this.
     */
    void release(long upToIndex) throws IOException;

    /**
     * Forgets all entries and goes on behind a position: a snapshot up to it was installed and is
     * durable. Durable on return.
     */
    void restart(LogPosition position, HardState hardState) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * @param start position just before the first entry
     * @param entries without a gap, ascending
     */
    record Recovered(HardState hardState, LogPosition start, List<Entry> entries) {
        public static final Recovered NOTHING =
                new Recovered(HardState.INITIAL, LogPosition.ORIGIN, List.of());

        /** Position of the last entry; the start when there is none. */
        public LogPosition last() {
            return entries.isEmpty() ? start : entries.getLast().position();
        }
    }
}
