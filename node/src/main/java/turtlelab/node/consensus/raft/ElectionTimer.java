package turtlelab.node.consensus.raft;

import java.util.random.RandomGenerator;

/** Counts ticks towards an election timeout that is drawn anew each time. */
final class ElectionTimer {
    private final RaftConfig config;
    private final RandomGenerator random;
    private int elapsed;
    private int timeout;

    ElectionTimer(RaftConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
        reset();
    }

    void reset() {
        elapsed = 0;
        timeout = config.electionTicks() + random.nextInt(config.electionTicks());
    }

    int elapsed() {
        return elapsed;
    }

    /** Counts one tick; true when the timeout is over, which starts the next one. */
    boolean tick() {
        elapsed++;
        if (elapsed < timeout) {
            return false;
        }
        reset();
        return true;
    }

    /** Nobody will miss a leader that cannot be there: leaves a few heartbeats of waiting. */
    void hurry() {
        int left = config.heartbeatTicks() + random.nextInt(2 * config.heartbeatTicks());
        elapsed = Math.max(elapsed, timeout - left);
    }

    /** The next tick ends the timeout. */
    void expire() {
        elapsed = timeout;
    }
}
