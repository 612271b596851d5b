package turtlelab.node.peer.traffic;

import java.util.ArrayDeque;
import java.util.Deque;
import turtlelab.node.base.Time;

/**
 * One follower's acknowledgements as its leader sees them. An append is a success when the follower
 * has its entries on disk, which takes its latency; it is a failure when the connection is lost
 * before that, or when so many later ones wait that nobody will ever know.
 */
final class Acknowledgements {
    static final int MOST_WAITING = 1024;

    private static final double NANOS_PER_MILLI = 1e6;

    private final Time time;
    private final Deque<Sent> waiting = new ArrayDeque<>();
    private boolean reachable = true;
    private long failures;
    private long successes;
    private double current;
    private double sum;
    private double sumOfSquares;
    private double minimum;
    private double maximum;

    private record Sent(long lastIndex, long nanos) {}

    Acknowledgements(Time time) {
        this.time = time;
    }

    synchronized void sent(long lastIndex) {
        if (!reachable || waiting.size() == MOST_WAITING) {
            failures++;
        }
        if (reachable) {
            if (waiting.size() == MOST_WAITING) {
                waiting.removeFirst();
            }
            waiting.addLast(new Sent(lastIndex, time.nanos()));
        }
    }

    /** Everything up to {@code match} is on the follower's disk. */
    synchronized void accepted(long match) {
        reachable = true;
        while (!waiting.isEmpty() && waiting.getFirst().lastIndex <= match) {
            succeeded(waiting.removeFirst());
        }
    }

    /** The oldest one was answered, if only by a refusal. */
    synchronized void refused() {
        reachable = true;
        if (!waiting.isEmpty()) {
            succeeded(waiting.removeFirst());
        }
    }

    synchronized void reached() {
        reachable = true;
    }

    synchronized void lost() {
        reachable = false;
        failures += waiting.size();
        waiting.clear();
    }

    /** This member does not lead any more: what it sent is of no account. */
    synchronized void forget() {
        waiting.clear();
    }

    private void succeeded(Sent sent) {
        current = (time.nanos() - sent.nanos) / NANOS_PER_MILLI;
        minimum = successes == 0 ? current : Math.min(minimum, current);
        maximum = Math.max(maximum, current);
        sum += current;
        sumOfSquares += current * current;
        successes++;
    }

    synchronized AppendTraffic.Follower figures() {
        double average = successes == 0 ? 0 : sum / successes;
        double variance = successes == 0 ? 0 : sumOfSquares / successes - average * average;
        return new AppendTraffic.Follower(
                new AppendTraffic.Latency(
                        current, average, Math.sqrt(Math.max(variance, 0)), minimum, maximum),
                failures,
                successes);
    }
}
