package turtlelab.node.state.kv;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Throws away what a compaction made unreachable: a walk over the key index in small steps between
 * batches. What is kept depends on the compacted revision alone, never on the pace. After a restart
 * the walk begins anew, which is harmless. Apply thread.
 */
final class Compaction {
    private static final int KEYS_PER_STEP = 8192;
    private static final int VERSIONS_PER_STEP = 1024;

    private final KeyIndex index;
    private final Revisions revisions;
    private long target;
    private boolean underWay;
    private byte @Nullable [] behind;

    Compaction(KeyIndex index, Revisions revisions) {
        this.index = index;
        this.revisions = revisions;
    }

    /** Begins (anew) to remove what a compaction to a revision makes unreachable. */
    void begin(long revision) {
        target = revision;
        behind = null;
        underWay = true;
    }

    boolean isUnderWay() {
        return underWay;
    }

    /** Does a bounded part of the work. */
    void step() {
        var doomed = new Doomed();
        var keys = 0;
        for (var walk = index.behind(behind); walk.next(); ) {
            if (keys++ == KEYS_PER_STEP || doomed.count >= VERSIONS_PER_STEP) {
                doomed.remove(revisions);
                return;
            }
            shrink(walk.key(), walk.history(), doomed);
            behind = walk.key();
        }
        doomed.remove(revisions);
        underWay = false;
    }

    private void shrink(byte[] key, KeyHistory history, Doomed doomed) {
        var kept = history.compactedTo(target, doomed::add);
        if (kept == null) {
            index.remove(key);
        } else if (kept != history) {
            index.put(key, kept);
        }
    }

    /** Versions to remove: sorted first, since neighbours share a page. */
    private static final class Doomed {
        private long[] places = new long[VERSIONS_PER_STEP];
        private int count;

        void add(long packed) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
            }
            places[count++] = packed;
        }

        void remove(Revisions revisions) {
            Arrays.sort(places, 0, count);
            for (int i = 0; i < count; i++) {
                revisions.remove(places[i]);
            }
        }
    }
}
