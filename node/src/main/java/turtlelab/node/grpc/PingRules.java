package turtlelab.node.grpc;

import java.time.Duration;

/**
 * How client and node make sure of each other over a silent connection (gRPC keepalive).
 *
 * @param minTime between two pings of a client; whoever pings oftener is sent away with {@code
 *     too_many_pings} ({@code --grpc-keepalive-min-time}, 0 for gRPC's five minutes)
 * @param interval of silence after which the node pings ({@code --grpc-keepalive-interval}, 0 for
 *     never)
 * @param timeout after which a client that does not answer counts as gone ({@code
 *     --grpc-keepalive-timeout}, 0 for never)
 */
public record PingRules(Duration minTime, Duration interval, Duration timeout) {
    /** etcd's defaults. */
    public static final PingRules STANDARD =
            new PingRules(Duration.ofSeconds(5), Duration.ofHours(2), Duration.ofSeconds(20));

    /** Whether the node pings at all. */
    public boolean pings() {
        return interval.isPositive() && timeout.isPositive();
    }
}
