package turtlelab.labctl.client;

/**
 * A node's own view of itself, from {@code /v3/maintenance/status}. IDs are unsigned 64-bit.
 *
 * @param leader the leader's member ID, 0 while it knows none
 * @param commitIndex index of the last log entry that it knows to be committed
 * @param appliedIndex index of the last log entry that its state contains
 * @param revision of the key-value store
 */
public record NodeStatus(
        long memberId,
        long leader,
        long term,
        long commitIndex,
        long appliedIndex,
        long revision,
        boolean isLearner,
        String version) {

    public boolean isLeader() {
        return leader != 0 && leader == memberId;
    }

    public boolean knowsALeader() {
        return leader != 0;
    }
}
