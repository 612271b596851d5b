package turtlelab.node.base;

/**
 * The 64-bit identity of a member, unsigned, as etcd computes it. Printed as lower-case hex without
 * leading zeros; ordered unsigned, which is the order of etcd's member lists.
 */
public record MemberId(long value) implements Comparable<MemberId> {
    /** Stands for "no member" where the protocol needs a number. Never the identity of a member. */
    public static final MemberId NONE = new MemberId(0);

    /** Reads the hex form, with or without leading zeros. */
    public static MemberId ofHex(String hex) {
        return new MemberId(Long.parseUnsignedLong(hex, 16));
    }

    public boolean isNone() {
        return value == 0;
    }

    public String hex() {
        return Long.toHexString(value);
    }

    @Override
    public int compareTo(MemberId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
