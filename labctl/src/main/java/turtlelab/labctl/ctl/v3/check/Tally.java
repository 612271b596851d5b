package turtlelab.labctl.ctl.v3.check;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What became of many writes. Any thread. */
final class Tally {

    private static final double NANOS = 1e9;

    private final Map<String, Integer> errors = new TreeMap<>();
    private long count;
    private double sum;
    private double sumOfSquares;
    private double slowest;

    synchronized void succeeded(long nanos) {
        double seconds = nanos / NANOS;
        count++;
        sum += seconds;
        sumOfSquares += seconds * seconds;
        slowest = Math.max(slowest, seconds);
    }

    synchronized void failed(String error) {
        errors.merge(error, 1, Integer::sum);
    }

    synchronized Map<String, Integer> errors() {
        return new TreeMap<>(errors);
    }

    /** Successful writes a second. */
    synchronized double rate(Duration length) {
        return length.isZero() ? 0 : count * NANOS / length.toNanos();
    }

    /** Seconds. */
    synchronized double slowest() {
        return slowest;
    }

    /** How far the writes' times lie apart: the standard deviation, in seconds. */
    synchronized double deviation() {
        double mean = count == 0 ? 0 : sum / count;
        return count == 0 ? 0 : Math.sqrt(Math.max(0, sumOfSquares / count - mean * mean));
    }
}
