package turtlelab.node.replica;

/**
 * Counters since the start, for {@code /metrics}.
 *
 * @param pending proposals under way now
 * @param failed proposals refused or without an answer in time
 * @param leaderChanges leaders seen
 */
public record ReplicaMetrics(
        long pending, long applied, long failed, long leaderChanges, long commits, long syncs) {}
