package turtlelab.labctl.bench.work;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long many things took, kept as counts in buckets that grow with the length: at most 3 % off,
 * in constant memory. Safe for use by many threads.
 */
final class Latencies {

    /** Buckets between a power of two and the next. */
    private static final int STEPS = 32;

    private static final int STEP_BITS = 5;

    private final AtomicLongArray counts = new AtomicLongArray(64 * STEPS);

    void add(long nanos) {
        counts.incrementAndGet(bucket(Math.max(0, nanos)));
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < counts.length(); i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /**
     * The length that this part of all did not exceed, in nanoseconds; 0 when there are none.
     *
     * @param part between 0 and 1: 0.5 is the median
     */
    long quantile(double part) {
        long wanted = (long) Math.ceil(count() * part);
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) {
                return length(i);
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int shift = 63 - Long.numberOfLeadingZeros(nanos) - STEP_BITS;
        return (shift + 1) * STEPS + (int) (nanos >> shift) - STEPS;
    }

    private static long length(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        return (long) (bucket % STEPS + STEPS) << shift;
    }
}
