package turtlelab.node.maintenance;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalLong;

/**
 * Keeps what happened within a period. Notes the revision ten times per period, or per hour of a
 * longer one, and compacts, as often as that period or hour passes, to the one noted a period ago.
 */
public final class PeriodicPlan implements CompactionPlan {
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
    private static final int LOOKS = 10;

    private final Duration interval;
    private final Duration pause;
    private final int most;
    private final ArrayDeque<Long> revisions = new ArrayDeque<>();
    private long since;
    private Duration wait;

    /** Begins to count at a moment, with the store at a revision. */
    public PeriodicPlan(Duration period, long nanos, long revision) {
        this.interval = period.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : period;
        this.pause = interval.dividedBy(LOOKS);
        this.most = Math.toIntExact(period.dividedBy(pause)) + 1;
        this.since = nanos;
        this.wait = period;
        revisions.add(revision);
    }

    @Override
    public Duration pause() {
        return pause;
    }

    @Override
    public OptionalLong look(long nanos, long revision, boolean leads) {
        var due = leads && nanos - since >= wait.toNanos();
        if (due) {
            wait = interval; // The first one waits for the whole period.
        }
        var oldest = revisions.getFirst();
        revisions.addLast(revision);
        if (revisions.size() > most) {
            revisions.removeFirst();
        }
        return due ? OptionalLong.of(oldest) : OptionalLong.empty();
    }

    @Override
    public void compacted(long nanos, long revision) {
        since = nanos;
    }
}
