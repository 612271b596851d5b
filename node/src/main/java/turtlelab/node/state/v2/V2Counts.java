package turtlelab.node.state.v2;

import java.util.Arrays;

/**
 * How often each action succeeded and failed on one member since it started (etcd's store statistics).
 * Not part of the replicated state. The counting side belongs to the apply thread; readers get copies.
 */
public final class V2Counts {
    private final long[] successes;
    private final long[] failures;

    V2Counts() {
        this(new long[V2Action.values().length], new long[V2Action.values().length]);
    }

    private V2Counts(long[] successes, long[] failures) {
        this.successes = successes;
        this.failures = failures;
    }

    public long successes(V2Action action) {
        return successes[action.ordinal()];
    }

    public long failures(V2Action action) {
        return failures[action.ordinal()];
    }

    void count(V2Action action, boolean success) {
        (success ? successes : failures)[action.ordinal()]++;
    }

    V2Counts copy() {
        return new V2Counts(
                Arrays.copyOf(successes, successes.length), Arrays.copyOf(failures, failures.length));
    }
}
