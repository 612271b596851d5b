package turtlelab.node.watch;

import java.util.concurrent.atomic.LongAdder;

/**
 * Events of all streams. Any thread.
 *
 * @param waiting told, but not yet taken by their clients
 * @param sent given to clients since the start, each as often as it was
 */
record EventCounts(LongAdder waiting, LongAdder sent) {
    /** None yet. */
    EventCounts() {
        this(new LongAdder(), new LongAdder());
    }
}
