package turtlelab.node.state.v2;

import java.util.EnumMap;

/**
 * How often each action succeeded and failed on one member since it started (etcd's store
 * statistics). Not part of the replicated state. The counting side belongs to the apply thread;
 * readers get copies.
 */
public final class V2Counts {
    private final EnumMap<V2Action, Long> successes;
    private final EnumMap<V2Action, Long> failures;

    public V2Counts() {
        this(new EnumMap<>(V2Action.class), new EnumMap<>(V2Action.class));
    }

    private V2Counts(EnumMap<V2Action, Long> successes, EnumMap<V2Action, Long> failures) {
        this.successes = successes;
        this.failures = failures;
    }

    public long successes(V2Action action) {
        return successes.getOrDefault(action, 0L);
    }

    public long failures(V2Action action) {
        return failures.getOrDefault(action, 0L);
    }

    public void count(V2Command command, V2Result result) {
        switch (result) {
            case V2Result.Event event -> successes.merge(event.action(), 1L, Long::sum);
            case V2Result.Expired expired ->
                    successes.merge(V2Action.EXPIRE, (long) expired.events().size(), Long::sum);
            case V2Result.Error _ -> failures.merge(actionOf(command), 1L, Long::sum);
        }
    }

    public V2Counts copy() {
        return new V2Counts(new EnumMap<>(successes), new EnumMap<>(failures));
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
}
