package turtlelab.labctl.ctl.v3;

import com.google.protobuf.ByteString;

/**
 * Which keys a request is about.
 *
 * @param end first key behind them; empty for {@code from} alone, a zero byte for all behind it
 */
public record KeyRange(ByteString from, ByteString end) {

    private static final ByteString ZERO = ByteString.copyFrom(new byte[] {0});
    private static final int LAST_BYTE = 0xff;

    /** This key and no other. */
    public static KeyRange of(ByteString key) {
        return new KeyRange(key, ByteString.EMPTY);
    }

    /** This key and all behind it. */
    public static KeyRange from(ByteString key) {
        return new KeyRange(key.isEmpty() ? ZERO : key, ZERO);
    }

    /** All keys that begin so. */
    public static KeyRange prefix(ByteString prefix) {
        return prefix.isEmpty() ? from(prefix) : new KeyRange(prefix, endOf(prefix));
    }

    private static ByteString endOf(ByteString prefix) {
        var end = prefix.toByteArray();
        for (int last = end.length - 1; last >= 0; last--) {
            if ((end[last] & LAST_BYTE) != LAST_BYTE) {
                end[last]++;
                return ByteString.copyFrom(end, 0, last + 1);
            }
        }
        return ZERO;
    }
}
