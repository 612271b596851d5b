package turtlelab.node.replica;

import turtlelab.node.base.Durations;
import turtlelab.node.replica.upkeep.ImageFigures;

/**
 * Counters since the start, for {@code /metrics}.
 *
 * @param pending proposals under way now
 * @param failed proposals refused or without an answer in time
 * @param leaderChanges leaders seen
 * @param commits of the state's file, each with how long it took
 * @param syncs of the same file, behind which the log may be cut
 */
public record ReplicaMetrics(
        long pending,
        long failed,
        long leaderChanges,
        Durations commits,
        Durations syncs,
        Applying applying,
        Reads reads) {
    /**
     * How applying goes.
     *
     * @param answered entries that somebody here had waited for
     * @param slow entries that took longer than a tenth of a second
     * @param installing whether a leader's image is taking the place of this member's state
     * @param images given to others, and taken in
     */
    public record Applying(long answered, long slow, boolean installing, ImageFigures images) {}

    /**
     * Read points that went wrong.
     *
     * @param slow not confirmed in time
     * @param failed refused
     */
    public record Reads(long slow, long failed) {}
}
