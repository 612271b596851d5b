package turtlelab.join.auto;

import java.util.List;
import turtlelab.join.cluster.Health;

/**
 * A member as the leader sees it.
 *
 * @param started whether it has told its name
 * @param vital dead only when it has been silent for as long as the pace demands
 * @param caughtUp whether a learner has enough of the log to get its vote
 */
public record Seat(
        long id,
        List<String> peerUrls,
        Kind kind,
        boolean started,
        Health.State vital,
        boolean caughtUp) {
    public Seat {
        peerUrls = peerUrls.stream().sorted().toList();
    }

    /** Its part in the quorum. */
    public enum Kind {
        LEADER,
        FOLLOWER,
        LEARNER
    }

    public boolean voter() {
        return kind != Kind.LEARNER;
    }

    public boolean leads() {
        return kind == Kind.LEADER;
    }

    public boolean alive() {
        return vital == Health.State.ALIVE;
    }

    public boolean dead() {
        return vital == Health.State.DEAD;
    }

    /** Added, and on its way to a vote: at most one may be at a time. */
    boolean pending() {
        return !voter() || !started;
    }

    /** As etcd prints it. */
    public String hex() {
        return Long.toHexString(id);
    }
}
