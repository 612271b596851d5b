package turtlelab.node.state.v2;

import java.util.Arrays;

/**
 * How often each action succeeded and failed on one member since it started (etcd's store
 * statistics). Not part of the replicated state. The counting side belongs to the apply thread;
 * readers get copies.
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

    void count(V2Command command, V2Result result) {
        switch (result) {
            case V2Result.Event event -> successes[event.action().ordinal()]++;
            case V2Result.Expired expired ->
                    successes[V2Action.EXPIRE.ordinal()] += expired.events().size();
            case V2Result.Error _ -> failures[actionOf(command).ordinal()]++;
        }
    }

    private static V2Action actionOf(V2Command command) {
        return switch (command) {
            case V2Command.Set _ -> V2Action.SET;
            case V2Command.Create _, V2Command.CreateInOrder _ -> V2Action.CREATE;
            case V2Command.Update _ -> V2Action.UPDATE;
            case V2Command.CompareAndSwap _ -> V2Action.COMPARE_AND_SWAP;
            case V2Command.Delete _ -> V2Action.DELETE;
            case V2Command.CompareAndDelete _ -> V2Action.COMPARE_AND_DELETE;
            case V2Command.Expire _ -> V2Action.EXPIRE;
        };
    }

    V2Counts copy() {
        return new V2Counts(
                Arrays.copyOf(successes, successes.length),
                Arrays.copyOf(failures, failures.length));
    }
}
