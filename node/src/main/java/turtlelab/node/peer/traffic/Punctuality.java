package turtlelab.node.peer.traffic;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Message;

/**
 * Counts the heartbeats that a leader sent too late: more than two intervals after the one before,
 * to the same member and in the same term, as etcd reckons it. A machine without processor time for
 * its leader, or a paused one, is seen by that. Any thread.
 */
final class Punctuality {
    private final Time time;
    private final long mostNanos;
    private final Map<MemberId, Beat> last = new ConcurrentHashMap<>();
    private final LongAdder late = new LongAdder();

    /** When a heartbeat was sent. */
    private record Beat(long term, long nanos) {}

    Punctuality(Time time, Duration interval) {
        this.time = time;
        this.mostNanos = interval.multipliedBy(2).toNanos();
    }

    void sending(Message.Heartbeat heartbeat) {
        var now = new Beat(heartbeat.term(), time.nanos());
        var before = last.put(heartbeat.to(), now);
        if (before != null
                && before.term() == now.term()
                && now.nanos() - before.nanos() > mostNanos) {
            late.increment();
        }
    }

    long late() {
        return late.sum();
    }
}
