package turtlelab.node.grpc;

/**
 * How much one request may ask for.
 *
 * @param maxTxnOps operations in a transaction ({@code --max-txn-ops})
 * @param maxRequestBytes size of a request that changes something ({@code --max-request-bytes})
 */
public record RequestLimits(int maxTxnOps, int maxRequestBytes) {
    /** etcd's defaults: 128 operations, 1.5 MiB. */
    public static final RequestLimits STANDARD = new RequestLimits(128, 1_572_864);

    private static final int TRANSPORT_OVERHEAD = 512 * 1024;

    /** The largest message that is read from a connection at all. */
    public int maxMessageBytes() {
        return maxRequestBytes + TRANSPORT_OVERHEAD;
    }
}
