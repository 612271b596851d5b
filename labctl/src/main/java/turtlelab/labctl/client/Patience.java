package turtlelab.labctl.client;

import java.time.Duration;

/**
 * How long a client of the v3 API waits, and for what.
 *
 * @param dial of connecting to one endpoint
 * @param call of each call, over all endpoints
 * @param keepalive after so long without a word a call that lasts asks whether its connection
 *     lives, not at all when it is zero; gRPC takes less than ten seconds for ten, here as in
 *     etcdctl
 * @param answer to that question: without it in this time the connection is given up for dead; zero
 *     leaves it to gRPC, which waits for 20 seconds
 */
public record Patience(Duration dial, Duration call, Duration keepalive, Duration answer) {

    /** etcdctl's, for calls that may take so long. */
    public static Patience of(Duration dial, Duration call) {
        return new Patience(dial, call, Duration.ofSeconds(2), Duration.ofSeconds(6));
    }

    /** The same for calls that may take so long. */
    public Patience withCall(Duration limit) {
        return new Patience(dial, limit, keepalive, answer);
    }
}
