package turtlelab.node.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Time;
import turtlelab.node.state.lease.Lease;
import turtlelab.node.state.lease.LeaseView;

/**
 * How long each lease still runs, as one leader reckons it in one term. A lease starts with its
 * whole TTL when this leader first meets it, so a change of leaders gives time and never takes any.
 * What has run out stays so: it is not kept alive any more, it waits for its revocation.
 *
 * <p>Renewals come from any thread and cost a look into a map; {@link #meet} and {@link #due}
 * belong to the one thread that lets leases expire.
 */
final class Countdowns {
    /** Rubbish that is not worth a sweep. */
    private static final int SPARE = 1024;

    private final Time time;
    private final long graceNanos;
    private final Map<Long, Countdown> byId = new ConcurrentHashMap<>();

    // Of the expiring thread.
    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private @Nullable LeaseView met;
    private long nextNumber;

    /**
     * Nothing runs yet.
     *
     * @param grace how long a lease that has run out is still spared
     */
    Countdowns(Time time, Duration grace) {
        this.time = time;
        this.graceNanos = grace.toNanos();
    }

    /** Gives a lease its whole TTL again; false when it had run out. */
    boolean renew(Lease lease) {
        return countdown(lease).renew(time.nanos());
    }

    /** What is left for a lease; negative when it has run out. */
    Duration left(Lease lease) {
        return Duration.ofNanos(countdown(lease).deadline() - time.nanos());
    }

    /** Starts the leases that are new. */
    @SuppressWarnings("ReferenceEquality") // Another object is another state, read from scratch.
    void meet(LeaseView leases) {
        if (leases != met) {
            met = leases;
            nextNumber = 0;
        }
        for (var lease : leases.grantedFrom(nextNumber)) {
            var countdown = countdown(lease);
            queue.add(new Entry(countdown, countdown.deadline()));
            nextNumber = lease.number() + 1;
        }
        if (queue.size() > 2 * leases.count() + SPARE) {
            sweep(leases);
        }
    }

    /** The ids of leases that have run out, those first that did so first. */
    List<Long> due(int atMost) {
        var leases = met;
        var now = time.nanos();
        var due = new ArrayList<Long>();
        while (leases != null && due.size() < atMost) {
            var next = queue.peek();
            if (next == null || now - next.deadline < graceNanos) {
                break;
            }
            queue.remove();
            var countdown = next.countdown;
            var lease = countdown.lease;
            if (leases.find(lease.id()) != lease) {
                byId.remove(lease.id(), countdown);
                continue;
            }
            var deadline = countdown.deadline();
            if (deadline - next.deadline > 0) {
                queue.add(new Entry(countdown, deadline)); // Kept alive since.
                continue;
            }
            due.add(lease.id());
            queue.add(new Entry(countdown, now)); // Its revocation may get lost.
        }
        return due;
    }

    /** How many leases are kept in mind. */
    int size() {
        return byId.size();
    }

    private Countdown countdown(Lease lease) {
        var known = byId.get(lease.id());
        if (known != null && known.lease == lease) {
            return known;
        }
        return byId.compute(
                lease.id(),
                (_, there) ->
                        there != null && there.lease == lease
                                ? there
                                : new Countdown(lease, time.nanos()));
    }

    /** Forgets what was revoked long before its time. */
    private void sweep(LeaseView leases) {
        queue.removeIf(entry -> leases.find(entry.countdown.lease.id()) != entry.countdown.lease);
        byId.values().removeIf(known -> leases.find(known.lease.id()) != known.lease);
    }

    /** A place in the queue, right or too early: a renewal does not move it. */
    record Entry(Countdown countdown, long deadline) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return Long.signum(deadline - other.deadline);
        }
    }

    private static final class Countdown {
        private final Lease lease;
        private final long ttlNanos;
        private long deadline;

        Countdown(Lease lease, long now) {
            this.lease = lease;
            this.ttlNanos = nanos(lease.ttlSeconds());
            this.deadline = now + ttlNanos;
        }

        synchronized boolean renew(long now) {
            if (now - deadline >= 0) {
                return false;
            }
            deadline = now + ttlNanos;
            return true;
        }

        synchronized long deadline() {
            return deadline;
        }

        /** Differences of readings must fit a long: half of its range is 146 years. */
        private static long nanos(long seconds) {
            var most = Long.MAX_VALUE / 2 / 1_000_000_000;
            return Math.clamp(seconds, 0, most) * 1_000_000_000;
        }
    }
}
