package turtlelab.node.state.kv.index;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the versions of one key are: packed revisions (see {@link Packed}), ascending. Immutable
 * for its readers; the next history of a key shares the array of older versions with this one,
 * whose readers never look behind their own count. Small on purpose: there is one per key in the
 * heap.
 */
public final class KeyHistory {
    /** Stands for "no version". */
    public static final long NONE = -1;

    private static final int ARRAY_HEADER = 16;

    private final long newest;
    private final long createRevision;
    private final long version;
    private final long @Nullable [] older;
    private final int olderCount;

    private KeyHistory(long newest, Life life, long @Nullable [] older, int olderCount) {
        this.newest = newest;
        this.createRevision = life.createRevision;
        this.version = life.version;
        this.older = older;
        this.olderCount = olderCount;
    }

    /** Since when a key exists, and how many puts ago; {@link #OVER} for a deleted one. */
    public record Life(long createRevision, long version) {
        public static final Life OVER = new Life(0, 0);
    }

    public static KeyHistory startingWith(long packed, Life life) {
        return new KeyHistory(packed, life, null, 0);
    }

    /** With one more version. Must be called on a key's last history only, by the one writer. */
    public KeyHistory with(long packed, Life life) {
        var array = older;
        if (array == null) {
            array = new long[1];
        } else if (array.length == olderCount) {
            array = Arrays.copyOf(array, olderCount + (olderCount >> 1) + 1);
        }
        array[olderCount] = newest;
        return new KeyHistory(packed, life, array, olderCount + 1);
    }

    public long newest() {
        return newest;
    }

    public boolean isLive() {
        return !Packed.isDeletion(newest);
    }

    /** The key's life as of its newest version. */
    public Life life() {
        return new Life(createRevision, version);
    }

    /** The newest version at or before a revision; {@link #NONE} when there is none. */
    public long at(long revision) {
        var limit = Packed.lastOf(revision);
        if (newest <= limit) {
            return newest;
        }
        var found = olderUpTo(limit);
        return found < 0 || older == null ? NONE : older[found];
    }

    /**
     * Forgets what a compaction makes unreachable: of the versions at or before the revision only
     * the last one stays, and not if it is a deletion before that revision.
     *
     * @param removed is told each version that goes
     * @return null when nothing is left; this history when nothing went
     */
    public @Nullable KeyHistory compactedTo(long revision, LongConsumer removed) {
        var limit = Packed.lastOf(revision);
        var last = newest <= limit ? olderCount : olderUpTo(limit);
        if (last < 0) {
            return this;
        }
        var packed = version(last);
        var goes = Packed.isDeletion(packed) && Packed.mainOf(packed) < revision;
        var first = goes ? last + 1 : last;
        if (first == 0) {
            return this;
        }
        for (int i = 0; i < first; i++) {
            removed.accept(version(i));
        }
        return first > olderCount ? null : startingAt(first);
    }

    /** Whether a compaction to a revision keeps a version that is at or before it. */
    public boolean keeps(long packed, long compacted) {
        return at(compacted) == packed
                && !(Packed.isDeletion(packed) && Packed.mainOf(packed) < compacted);
    }

    /** About how many bytes of the heap the older versions take. */
    int heapBytes() {
        return older == null ? 0 : ARRAY_HEADER + Long.BYTES * older.length;
    }

    private KeyHistory startingAt(int first) {
        if (older == null || first == olderCount) {
            return new KeyHistory(newest, life(), null, 0);
        }
        var rest = Arrays.copyOfRange(older, first, olderCount);
        return new KeyHistory(newest, life(), rest, rest.length);
    }

    private long version(int position) {
        return older == null || position == olderCount ? newest : older[position];
    }

    /** Position of the last older version at or before a packed revision; -1 when there is none. */
    private int olderUpTo(long limit) {
        var array = older;
        if (array == null) {
            return -1;
        }
        var found = Arrays.binarySearch(array, 0, olderCount, limit);
        return found >= 0 ? found : -found - 2;
    }
}
