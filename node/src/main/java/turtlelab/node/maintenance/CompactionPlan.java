package turtlelab.node.maintenance;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * When to compact to which revision, as etcd 3.4's compactors decide it. Has no clock of its own:
 * whoever drives it looks again after each {@link #pause}. One thread.
 */
public sealed interface CompactionPlan permits PeriodicPlan, RevisionPlan {
    /** How long to wait until the next look. */
    Duration pause();

    /**
     * What to do now.
     *
     * @param nanos monotonic
     * @param revision of the store
     * @param leads whether this member leads; on others the plan only follows what happens
     * @return the revision to compact to, empty for not now
     */
    OptionalLong look(long nanos, long revision, boolean leads);

    /** The compaction was made, or found that it had been; otherwise the next look repeats it. */
    void compacted(long nanos, long revision);
}
