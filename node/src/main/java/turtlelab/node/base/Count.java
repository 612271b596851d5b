package turtlelab.node.base;

import java.util.concurrent.atomic.LongAdder;

/** A number that only grows, counted and read by any thread without waiting. */
public final class Count {
    private final LongAdder sum = new LongAdder();

    /** One more. */
    public void one() {
        sum.increment();
    }

    /** So many more. */
    public void add(long more) {
        sum.add(more);
    }

    public long sum() {
        return sum.sum();
    }
}
