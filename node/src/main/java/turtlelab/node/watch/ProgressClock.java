package turtlelab.node.watch;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import turtlelab.node.base.Time;

/**
 * When which stream's silent watches are told how far they have come. As in etcd the interval is up
 * to a tenth longer, so that not all streams are told at once. Watch thread.
 */
final class ProgressClock {
    private static final int SPREAD = 997;
    private static final int STRIDE = 619;

    private final Time time;
    private final long intervalNanos;
    private final PriorityQueue<WatchStream> streams =
            new PriorityQueue<>((a, b) -> Long.signum(a.progressDue - b.progressDue));
    private int spread;

    ProgressClock(Time time, Duration interval) {
        this.time = time;
        this.intervalNanos = interval.toNanos();
    }

    /** A stream has a watch that wants to be told. */
    void add(WatchStream stream) {
        if (!stream.inClock) {
            stream.inClock = true;
            spread = (spread + STRIDE) % SPREAD;
            stream.progressDue =
                    time.nanos() + intervalNanos + intervalNanos / 10 / SPREAD * spread;
            streams.add(stream);
        }
    }

    /** How long nobody is due, at most so long. */
    long nanosLeft(long most) {
        var next = streams.peek();
        return next == null ? most : Math.clamp(next.progressDue - time.nanos(), 0, most);
    }

    /** Names the streams whose time has come; those that still want to be told come again. */
    void strike(Consumer<WatchStream> due) {
        for (var next = streams.peek();
                next != null && time.isPast(next.progressDue);
                next = streams.peek()) {
            streams.remove();
            next.inClock = false;
            if (next.progressWatches > 0) {
                due.accept(next);
                add(next);
            }
        }
    }
}
