package turtlelab.node.replica;

import java.time.Duration;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.FatalHandler;
import turtlelab.node.replica.upkeep.SpaceGuard;
import turtlelab.node.state.kv.index.KeyMemory;

/**
 * What a replica has to know from the outside.
 *
 * @param electionTimeout the cluster's; requests wait for five seconds and two of these, as in etcd
 * @param quotaBytes how much live data the state's file may hold; negative for any amount
 * @param fatal told when the state file fails
 */
public record ReplicaSettings(
        MemberId self,
        ClusterId cluster,
        Duration electionTimeout,
        long quotaBytes,
        Time time,
        FatalHandler fatal) {
    /** The largest command in bytes, as etcd's default {@code --max-request-bytes}. */
    public static final int MAX_COMMAND_BYTES = 1536 * 1024;

    /** Requests under way; more are refused as overload. */
    static final int MAX_PENDING = 8192;

    /** Bytes of commands under way; more are refused as overload. */
    static final long MAX_PENDING_BYTES = 64L << 20;

    /** Keys and values that one answer may hold: an eighth of the heap. */
    static final long MOST_ANSWER_BYTES = Runtime.getRuntime().maxMemory() / 8;

    /**
     * What the index of all keys may take before no more are taken: half of the heap, and outside
     * it three quarters of what the heap has. Beyond the first the collector would do nothing else;
     * the rest of the second is for requests that were under way.
     */
    private static final KeyMemory MOST_KEY_MEMORY =
            new KeyMemory(
                    Runtime.getRuntime().maxMemory() / 2, Runtime.getRuntime().maxMemory() / 4 * 3);

    /** How long a request may take. */
    public Duration requestTimeout() {
        return Duration.ofSeconds(5).plus(electionTimeout.multipliedBy(2));
    }

    SpaceGuard.Limits limits() {
        return new SpaceGuard.Limits(quotaBytes, MOST_KEY_MEMORY);
    }

    /** The monotonic reading at which a request that comes now has taken too long. */
    long deadline() {
        return time.deadline(requestTimeout());
    }
}
