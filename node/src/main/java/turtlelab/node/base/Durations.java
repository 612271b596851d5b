package turtlelab.node.base;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long something took, again and again: counts between bounds that double, as etcd's histograms
 * have them. Safe from any thread.
 */
public final class Durations {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double[] bounds;
    private final AtomicLongArray counts;
    private final LongAdder nanos = new LongAdder();
    private final LongAdder wholeSeconds = new LongAdder();

    private Durations(double[] bounds) {
        this.bounds = bounds;
        this.counts = new AtomicLongArray(bounds.length);
    }

    /**
     * None yet.
     *
     * @param first the lowest bound, in seconds
     * @param doublings how many finite bounds there are
     */
    public static Durations from(double first, int doublings) {
        var bounds = new double[doublings + 1];
        Arrays.setAll(bounds, i -> first * (1L << i));
        bounds[doublings] = Double.POSITIVE_INFINITY;
        return new Durations(bounds);
    }

    /** The bounds that etcd has for its disk: a millisecond to eight seconds. */
    public static Durations ofDisk() {
        return from(0.001, 14);
    }

    /** One more. */
    public void add(long tookNanos) {
        count(tookNanos / NANOS_PER_SECOND);
        nanos.add(tookNanos);
    }

    /** One more, so long that its nanoseconds would not fit a number. */
    public void addSeconds(long tookSeconds) {
        count((double) tookSeconds);
        wholeSeconds.add(tookSeconds);
    }

    private void count(double seconds) {
        int i = 0;
        while (seconds > bounds[i]) {
            i++;
        }
        counts.incrementAndGet(i);
    }

    /** Upper bounds in seconds, the last of them infinite. */
    public double[] bounds() {
        return bounds.clone();
    }

    /** How many were above the bound before, and not above this one. */
    public long[] counts() {
        var copy = new long[bounds.length];
        Arrays.setAll(copy, counts::get);
        return copy;
    }

    /** All of them together, in seconds. */
    public double seconds() {
        return wholeSeconds.sum() + nanos.sum() / NANOS_PER_SECOND;
    }
}
