package turtlelab.node.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import turtlelab.node.state.kv.KvView;

/**
 * Leads watches that lag behind through the history, in bounded steps and in turns: each step
 * begins where the next watch in the row stands, and takes along whoever else begins in the same
 * stretch. Only streams whose clients take more are in the row. Watch thread.
 */
final class CatchUp {
    private static final int WATCHES_PER_STEP = 512;

    private final KvView kv;
    private final Delivery delivery;
    private final ArrayDeque<WatchStream> row = new ArrayDeque<>();
    private int lagging;

    /** What became of a watch. */
    interface Outcome {
        /** It was told everything there is. */
        void upToDate(Watch watch);

        /** What it had to be told next is gone. */
        void compacted(Watch watch);
    }

    CatchUp(KvView kv, Delivery delivery) {
        this.kv = kv;
        this.delivery = delivery;
    }

    /** From now on the watch reads from its next revision on. */
    void add(Watch watch) {
        watch.lagging = true;
        watch.stream.lagging.add(watch);
        watch.stream.laggards++;
        lagging++;
        consider(watch.stream);
    }

    /** The watch lags no more; it leaves its stream's row when its turn comes. */
    void remove(Watch watch) {
        watch.lagging = false;
        watch.stream.laggards--;
        lagging--;
    }

    /** The stream may have become able to take more. */
    void consider(WatchStream stream) {
        if (!stream.inRow && !stream.lagging.isEmpty() && stream.isFree()) {
            stream.inRow = true;
            row.add(stream);
        }
    }

    int lagging() {
        return lagging;
    }

    boolean hasWork() {
        return !row.isEmpty();
    }

    /**
     * One bounded step.
     *
     * @param told the revision up to which watches that are up to date have been told
     */
    void step(long told, Outcome outcome) {
        var streams = new ArrayList<WatchStream>();
        var watches = take(streams);
        if (!watches.isEmpty()) {
            read(watches, told);
            watches.forEach(watch -> settle(watch, told, outcome));
        }
        streams.forEach(this::consider);
    }

    /** The next watches in the row that can start together; the first one always does. */
    private List<Watch> take(List<WatchStream> streams) {
        var taken = new ArrayList<Watch>();
        for (int looks = 0; looks < WATCHES_PER_STEP && !row.isEmpty(); ) {
            var stream = row.remove();
            stream.inRow = false;
            streams.add(stream);
            for (int left = stream.lagging.size(); left > 0 && looks < WATCHES_PER_STEP; left--) {
                looks++;
                var watch = stream.lagging.remove();
                if (!watch.lagging) {
                    continue;
                }
                if (taken.isEmpty() || watch.next >= taken.getFirst().next) {
                    taken.add(watch);
                } else {
                    stream.lagging.add(watch);
                }
            }
        }
        return taken;
    }

    /** Tells the watches one stretch of history, and notes how far each has come. */
    private void read(List<Watch> watches, long told) {
        var index = new WatchIndex();
        watches.forEach(index::add);
        var history = kv.history(watches.getFirst().next, told, index::concerns);
        if (!history.isCompacted()) {
            var full = new HashSet<Watch>();
            delivery.deliver(
                    history,
                    index,
                    (watch, batch) -> {
                        if (watch.stream.hasRoom()) {
                            watch.tell(batch);
                        } else {
                            full.add(watch);
                        }
                    });
            for (var watch : watches) {
                if (!full.contains(watch)) {
                    watch.next = Math.max(watch.next, history.upTo() + 1);
                }
            }
        }
        watches.forEach(index::remove);
    }

    private void settle(Watch watch, long told, Outcome outcome) {
        if (watch.next > told) {
            remove(watch);
            outcome.upToDate(watch);
        } else if (watch.next < kv.compactedRevision()) {
            remove(watch);
            outcome.compacted(watch);
        } else {
            watch.stream.lagging.add(watch);
        }
    }
}
