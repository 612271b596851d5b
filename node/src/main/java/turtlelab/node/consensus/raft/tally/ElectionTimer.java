package turtlelab.node.consensus.raft.tally;

import java.util.random.RandomGenerator;

/** Counts ticks towards an election timeout that is drawn anew each time. */
public final class ElectionTimer {
    private final int electionTicks;
    private final int heartbeatTicks;
    private final RandomGenerator random;
    private int elapsed;
    private int timeout;

    public ElectionTimer(int electionTicks, int heartbeatTicks, RandomGenerator random) {
        this.electionTicks = electionTicks;
        this.heartbeatTicks = heartbeatTicks;
        this.random = random;
        reset();
    }

    public void reset() {
        elapsed = 0;
        timeout = electionTicks + random.nextInt(electionTicks);
    }

    public int elapsed() {
        return elapsed;
    }

    /** Counts one tick; true when the timeout is over, which starts the next one. */
    public boolean tick() {
        elapsed++;
        if (elapsed < timeout) {
            return false;
        }
        reset();
        return true;
    }

    /** Nobody will miss a leader that cannot be there: leaves a few heartbeats of waiting. */
    public void hurry() {
        int left = heartbeatTicks + random.nextInt(2 * heartbeatTicks);
        elapsed = Math.max(elapsed, timeout - left);
    }

    /** The next tick ends the timeout. */
    public void expire() {
        elapsed = timeout;
    }
}
