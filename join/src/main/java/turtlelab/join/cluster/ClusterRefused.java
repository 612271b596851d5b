package turtlelab.join.cluster;

/** The cluster answered, and the answer was no; the message is its own. */
public final class ClusterRefused extends Exception {
    private static final long serialVersionUID = 1;

    public ClusterRefused(String message) {
        super(message);
    }

    /** Whether a member without a vote said it, which leaves to others what was asked of it. */
    boolean isOfLearner() {
        return String.valueOf(getMessage()).contains("not supported for learner");
    }

    /** Whether asking again a little later may help. */
    public boolean passing() {
        var text = String.valueOf(getMessage());
        return text.contains("in sync with leader")
                || text.contains("unhealthy cluster")
                || text.contains("no leader")
                || text.contains("leader changed")
                || text.contains("too many requests")
                || text.contains("another membership change")
                || text.contains("timed out");
    }
}
