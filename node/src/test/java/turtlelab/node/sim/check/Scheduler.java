package turtlelab.node.sim.check;

import java.time.Instant;
import java.util.PriorityQueue;
import turtlelab.node.base.Time;

/** Virtual time: what is to happen, in order of time and, at the same moment, of arrival. */
public final class Scheduler implements Time {
    public static final long MILLI = 1_000_000;

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long sequence;

    public void after(long nanos, Runnable action) {
        events.add(new Event(now + nanos, sequence++, action));
    }

    /** Runs everything due up to a moment, and makes that the present. */
    public void runUntil(long nanos) {
        for (var next = events.peek(); next != null && next.at <= nanos; next = events.peek()) {
            events.remove();
            now = next.at;
            next.action.run();
        }
        now = nanos;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(now);
    }

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }
}
