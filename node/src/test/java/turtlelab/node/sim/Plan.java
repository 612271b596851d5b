package turtlelab.node.sim;

import java.util.SplittableRandom;
import turtlelab.node.sim.check.Scheduler;

/**
 * How a seed's run goes. Times in nanoseconds of virtual time. The election timeout is 200-400 ms
 * here, a fifth of production's: a pause of 6 s is as long as one of 30 s there.
 *
 * @param founders voters at the start
 * @param safety how long anything may happen
 * @param operatorEvery between two errands of the operator; 0 for none
 * @param leadersFall whether most faults hit the leader
 */
public record Plan(
        int founders,
        long safety,
        long faultEvery,
        long longestDown,
        long longestPause,
        long longestPartition,
        long operatorEvery,
        boolean leadersFall,
        Aftermath aftermath) {
    private static final long MILLI = Scheduler.MILLI;

    public static Plan of(SplittableRandom chance) {
        return new Plan(
                chance.nextInt(3) == 0 ? 5 : 3,
                chance.nextLong(6_000, 12_000) * MILLI,
                chance.nextLong(100, 800) * MILLI,
                chance.nextLong(200, 2_500) * MILLI,
                chance.nextInt(4) == 0 ? 6_000 * MILLI : 1_500 * MILLI,
                chance.nextLong(300, 2_500) * MILLI,
                chance.nextInt(3) == 0 ? 0 : chance.nextLong(300, 2_500) * MILLI,
                chance.nextInt(8) == 0,
                Aftermath.values()[chance.nextInt(Aftermath.values().length)]);
    }

    public Plan with(Aftermath other) {
        return new Plan(
                founders,
                safety,
                faultEvery,
                longestDown,
                longestPause,
                longestPartition,
                operatorEvery,
                leadersFall,
                other);
    }

    /** What stays broken when a quorum is healed. */
    public enum Aftermath {
        /** Nothing. */
        ALL_HEALED,
        /** The leader of that moment hears nobody, though all hear it. */
        DEAF_LEADER,
        /** One node and the leader do not hear each other; everybody else hears both. */
        BRIDGE
    }
}
