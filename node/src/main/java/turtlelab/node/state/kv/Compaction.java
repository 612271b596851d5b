package turtlelab.node.state.kv;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import turtlelab.node.state.kv.index.KeyIndex;

/**
 * Throws away what a compaction made unreachable, in small steps between batches. First a walk over
 * the key index takes the doomed versions out of it; then they are removed from the table in the
 * order of their revisions, so that every page of it is written anew once and not once per key. The
 * doomed take no more memory than they took in the index. In between, if few long names keep much
 * memory, they are moved together.
 *
 * <p>What is kept depends on the compacted revision alone, never on the pace. After a restart the
 * index holds whatever had not been removed, and the walk begins anew. Apply thread.
 */
final class Compaction {
    private static final int KEYS_PER_STEP = 8192;
    private static final int VERSIONS_PER_STEP = 1024;
    private static final long BYTES_PER_STEP = 4 << 20;

    private final KeyIndex index;
    private final Revisions revisions;
    private final LongSupplier unsaved;
    private final PriorityQueue<Run> doomed =
            new PriorityQueue<>(Comparator.comparingLong(Run::first));
    private long target;
    private Phase phase = Phase.REMOVING;
    private volatile boolean underWay;
    private byte @Nullable [] behind;

    private enum Phase {
        WALKING,
        TIDYING,
        REMOVING
    }

    /**
     * @param unsaved how many bytes of changes wait to be written
     */
    Compaction(KeyIndex index, Revisions revisions, LongSupplier unsaved) {
        this.index = index;
        this.revisions = revisions;
        this.unsaved = unsaved;
    }

    /** Begins (anew) to look for what a compaction to a revision makes unreachable. */
    void begin(long revision) {
        target = revision;
        behind = null;
        phase = Phase.WALKING;
        underWay = true;
    }

    /** Any thread. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Does a bounded part of the work. */
    void step() {
        switch (phase) {
            case WALKING -> walk();
            case TIDYING -> tidy();
            case REMOVING -> remove();
        }
        underWay = phase != Phase.REMOVING || !doomed.isEmpty();
    }

    private void walk() {
        var run = new Run();
        var keys = 0;
        for (var walk = index.behind(behind); walk.next(); ) {
            shrink(walk, run);
            if (++keys == KEYS_PER_STEP || run.count >= KEYS_PER_STEP) {
                behind = walk.key();
                note(run);
                return;
            }
        }
        note(run);
        behind = null;
        phase = index.isLoose() ? Phase.TIDYING : Phase.REMOVING;
    }

    private void tidy() {
        var keys = 0;
        for (var walk = index.behind(behind); walk.next(); ) {
            index.tidy(walk);
            if (++keys == KEYS_PER_STEP) {
                behind = walk.key();
                return;
            }
        }
        phase = Phase.REMOVING;
    }

    private void shrink(KeyIndex.Walk walk, Run run) {
        var kept = walk.history().compactedTo(target, run::add);
        if (kept == null) {
            index.remove(walk.key());
        } else if (kept != walk.history()) {
            index.put(walk.key(), kept);
        }
    }

    private void note(Run run) {
        if (run.count > 0) {
            run.sort();
            doomed.add(run);
        }
    }

    /** Large versions are few to a step: what stays of their pages is to be written anew. */
    private void remove() {
        var enough = unsaved.getAsLong() + BYTES_PER_STEP;
        for (int i = 0;
                i < VERSIONS_PER_STEP && !doomed.isEmpty() && unsaved.getAsLong() < enough;
                i++) {
            var run = doomed.remove();
            revisions.remove(run.first());
            if (run.skip()) {
                doomed.add(run);
            }
        }
    }

    /** Doomed versions that were found in one step, ascending. */
    private static final class Run {
        private long[] places = new long[1024];
        private int count;
        private int next;

        void add(long packed) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
            }
            places[count++] = packed;
        }

        void sort() {
            places = Arrays.copyOf(places, count);
            Arrays.sort(places);
        }

        long first() {
            return places[next];
        }

        /** Goes on to the next one; false at the end. */
        boolean skip() {
            return ++next < count;
        }
    }
}
