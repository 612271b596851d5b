package turtlelab.node.lease;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.base.Time;

/** This member's leadership of one term, and what it reckons of leases during it. */
final class Reign {
    private final long term;
    private final Time time;
    private final Countdowns countdowns;
    private volatile long confirmedAt;

    /** The revocation that the expiring thread last proposed. */
    private CompletableFuture<?> underWay = CompletableFuture.completedFuture(true);

    Reign(long term, Time time, Duration trust) {
        this.term = term;
        this.time = time;
        this.countdowns = new Countdowns(time, trust);
        this.confirmedAt = time.nanos() - trust.toNanos();
    }

    long term() {
        return term;
    }

    Countdowns countdowns() {
        return countdowns;
    }

    /** A quorum still followed at a reading of the clock. */
    void confirmed(long nanos) {
        confirmedAt = nanos;
    }

    boolean isConfirmedWithin(Duration span) {
        return time.nanos() - confirmedAt < span.toNanos();
    }

    boolean isExpiring() {
        return !underWay.isDone();
    }

    void expiring(CompletableFuture<?> proposal) {
        underWay = proposal;
    }
}
