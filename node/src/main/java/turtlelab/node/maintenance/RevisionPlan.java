package turtlelab.node.maintenance;

import java.time.Duration;
import java.util.OptionalLong;

/** Keeps a number of revisions; looks every five minutes. */
public final class RevisionPlan implements CompactionPlan {
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final long kept;
    private long last;

    public RevisionPlan(long kept) {
        this.kept = kept;
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public OptionalLong look(long nanos, long revision, boolean leads) {
        var target = revision - kept;
        return leads && target > 0 && target != last
                ? OptionalLong.of(target)
                : OptionalLong.empty();
    }

    @Override
    public void compacted(long nanos, long revision) {
        last = revision;
    }
}
