package turtlelab.node.consensus.raft.log;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.LogPosition;

/**
 * The log's entries in memory: a gapless run behind a start position, which stands for all that was
 * cut. A ring, so that cutting at either end costs nothing.
 */
public final class LogWindow {
    private @Nullable Entry[] ring = new Entry[1024];
    private LogPosition start;
    private int size;
    private long bytes;

    public LogWindow(LogPosition start) {
        this.start = start;
    }

    /** The position before the first entry. */
    public LogPosition start() {
        return start;
    }

    public long lastIndex() {
        return start.index() + size;
    }

    public LogPosition last() {
        return new LogPosition(lastIndex(), term(lastIndex()));
    }

    /** Bytes of all entries held. */
    public long bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    /** The term at an index; -1 when it is not held. */
    public long term(long index) {
        if (index == start.index()) {
            return start.term();
        }
        return holds(index) ? get(index).term() : -1;
    }

    /** Whether the log has this very entry; the origin is in every log. */
    public boolean matches(LogPosition position) {
        return term(position.index()) == position.term();
    }

    public boolean holds(long index) {
        return index > start.index() && index <= lastIndex();
    }

    /** The entry at an index that is held. */
    public Entry get(long index) {
        var entry = holds(index) ? ring[slot(index)] : null;
        if (entry == null) {
            throw new IllegalArgumentException("no entry " + index + " behind " + start);
        }
        return entry;
    }

    /** Adds the entry that comes next. */
    public void append(Entry entry) {
        if (entry.index() != lastIndex() + 1) {
            throw new IllegalArgumentException(entry.index() + " behind " + lastIndex());
        }
        if (size == ring.length) {
            grow();
        }
        ring[slot(entry.index())] = entry;
        size++;
        bytes += entry.size();
    }

    /** Drops the entry at the index and all behind it. */
    public void cutFrom(long index) {
        while (lastIndex() >= index) {
            drop(lastIndex());
            size--;
        }
    }

    /** Drops entries up to the index, which must be held. */
    public void forget(long upTo) {
        var position = new LogPosition(upTo, term(upTo));
        for (long index = start.index() + 1; index <= upTo; index++) {
            drop(index);
            size--;
            start = new LogPosition(index, index == upTo ? position.term() : start.term());
        }
    }

    /** Drops everything and goes on behind a position. */
    public void restart(LogPosition position) {
        Arrays.fill(ring, null);
        start = position;
        size = 0;
        bytes = 0;
    }

    /**
     * Entries from an index on, at most to another, at most so many bytes but at least one entry.
     */
    public List<Entry> slice(long from, long to, long maxBytes) {
        long budget = maxBytes - (from <= to ? get(from).size() : 0);
        long end = from;
        while (end < to && budget - get(end + 1).size() >= 0) {
            end++;
            budget -= get(end).size();
        }
        var entries = new Entry[from <= to ? (int) (end - from + 1) : 0];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = get(from + i);
        }
        return Collections.unmodifiableList(Arrays.asList(entries));
    }

    /**
     * The last position at or before an index whose term is at most the given one: whatever lies
     * between cannot match an entry of that term. Not before the start.
     */
    public LogPosition lastUpTo(long index, long term) {
        long at = Math.min(index, lastIndex());
        while (at > start.index() && term(at) > term) {
            at--;
        }
        return at <= start.index() ? start : new LogPosition(at, term(at));
    }

    private void drop(long index) {
        bytes -= get(index).size();
        ring[slot(index)] = null;
    }

    private int slot(long index) {
        return (int) (index & (ring.length - 1));
    }

    private void grow() {
        var wider = new Entry[ring.length * 2];
        for (long index = start.index() + 1; index <= lastIndex(); index++) {
            wider[(int) (index & (wider.length - 1))] = get(index);
        }
        ring = wider;
    }
}
