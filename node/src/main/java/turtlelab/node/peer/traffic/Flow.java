package turtlelab.node.peer.traffic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import turtlelab.node.base.Time;

/** Appends in one direction: how many ever, and how fast the newest ones followed each other. */
final class Flow {
    /** So many of the newest make the rate, as in etcd. */
    private static final int SAMPLE = 200;

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Time time;
    private final Deque<Passed> newest = new ArrayDeque<>();
    private long bytes;
    private long count;

    private record Passed(long nanos, long bytes) {}

    Flow(Time time) {
        this.time = time;
    }

    synchronized void passed(long size) {
        count++;
        bytes += size;
        newest.addLast(new Passed(time.nanos(), size));
        if (newest.size() > SAMPLE) {
            bytes -= newest.removeFirst().bytes;
        }
    }

    /** What can be said of it now; after a second of silence the rates are 0. */
    synchronized AppendTraffic.Figures figures() {
        var first = newest.peekFirst();
        var last = newest.peekLast();
        if (first == null || last == null || time.nanos() - last.nanos > QUIET_NANOS) {
            newest.clear();
            bytes = 0;
            return new AppendTraffic.Figures(count, 0, 0);
        }
        double seconds = Math.max(last.nanos - first.nanos, 1) / 1e9;
        return newest.size() < 2
                ? new AppendTraffic.Figures(count, 0, 0)
                : new AppendTraffic.Figures(count, newest.size() / seconds, bytes / seconds);
    }
}
