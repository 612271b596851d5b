package turtlelab.node.base;

/**
 * The 64-bit identity of a cluster, fixed at bootstrap; printed as lower-case hex without leading
 * zeros.
 */
public record ClusterId(long value) {
    public static ClusterId ofHex(String hex) {
        return new ClusterId(Long.parseUnsignedLong(hex, 16));
    }

    public String hex() {
        return Long.toHexString(value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
