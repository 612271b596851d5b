package turtlelab.node.consensus.raft.tally;

import java.util.Arrays;

/** The arithmetic of majorities. */
public final class Quorum {
    /** How an election stands. */
    public enum Vote {
        WON,
        PENDING,
        LOST
    }

    private Quorum() {}

    /** The least number of voters in a majority. */
    public static int size(int voters) {
        return voters / 2 + 1;
    }

    /** The highest index that a majority has; 0 when there are no voters. Sorts the array. */
    public static long committed(long[] matches) {
        if (matches.length == 0) {
            return 0;
        }
        Arrays.sort(matches);
        return matches[matches.length - size(matches.length)];
    }

    /** How an election among so many voters stands; nobody wins where there are none. */
    public static Vote vote(int voters, int granted, int refused) {
        if (voters > 0 && granted >= size(voters)) {
            return Vote.WON;
        }
        return voters - refused < size(voters) ? Vote.LOST : Vote.PENDING;
    }
}
