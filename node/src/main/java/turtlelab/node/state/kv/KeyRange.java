package turtlelab.node.state.kv;

import turtlelab.node.base.Bytes;

/**
 * A key or a range of keys, in etcd's own encoding: {@code end} empty means the single key, {@code
 * end} = a zero byte means every key from {@code key} on, otherwise {@code [key, end)}. An end at
 * or below the key is an empty range, not an error.
 */
public record KeyRange(Bytes key, Bytes end) {
    private static final Bytes OPEN = Bytes.wrap(new byte[] {0});

    public static KeyRange single(Bytes key) {
        return new KeyRange(key, Bytes.EMPTY);
    }

    public boolean isSingle() {
        return end.isEmpty();
    }

    /** Whether the range has no upper bound. */
    public boolean isOpen() {
        return end.equals(OPEN);
    }

    /** Whether no key can be in the range: it ends at or before its start. */
    public boolean isEmpty() {
        return !isSingle() && !isOpen() && end.compareTo(key) <= 0;
    }

    public boolean contains(Bytes candidate) {
        if (isSingle()) {
            return candidate.equals(key);
        }
        return candidate.compareTo(key) >= 0 && (isOpen() || candidate.compareTo(end) < 0);
    }
}
