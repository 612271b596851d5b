package turtlelab.node.grpc;

import java.time.Duration;

/**
 * How much one request may ask for.
 *
 * @param maxTxnOps operations in a transaction ({@code --max-txn-ops})
 * @param maxRequestBytes size of a request that changes something ({@code --max-request-bytes})
 * @param answerBytes what all answers of the key space may hold together until they are sent
 * @param answerPatience how long a large answer waits for others to be sent
 */
public record RequestLimits(
        int maxTxnOps, int maxRequestBytes, long answerBytes, Duration answerPatience) {
    /** Two of the largest answers that there are take a quarter of it. */
    private static final int ANSWERS_SHARE_OF_HEAP = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** etcd's defaults: 128 operations, 1.5 MiB. */
    public static final RequestLimits STANDARD = new RequestLimits(128, 1_572_864);

    private static final int TRANSPORT_OVERHEAD = 512 * 1024;

    /** With what this process has for answers. */
    public RequestLimits(int maxTxnOps, int maxRequestBytes) {
        this(
                maxTxnOps,
                maxRequestBytes,
                Runtime.getRuntime().maxMemory() / ANSWERS_SHARE_OF_HEAP,
                PATIENCE);
    }

    /** The largest message that is read from a connection at all. */
    public int maxMessageBytes() {
        return maxRequestBytes + TRANSPORT_OVERHEAD;
    }
}
