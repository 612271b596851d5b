package turtlelab.node.storage;

import java.nio.ByteBuffer;
import turtlelab.node.base.Bytes;

/**
 * What the tables stand for: the log position applied last, and the membership as of it in its
 * owner's own encoding. Written in the same commit as the data, so that they can never disagree.
 */
public record Mark(long index, long term, Bytes membership) {
    /** Of a storage that nothing was ever committed to. */
    public static final Mark ORIGIN = new Mark(0, 0, Bytes.EMPTY);

    private static final int FIXED = 2 * Long.BYTES;

    Bytes encoded() {
        var buffer = ByteBuffer.allocate(FIXED + membership.length());
        buffer.putLong(index).putLong(term).put(membership.raw());
        return Bytes.wrap(buffer.array());
    }

    /** Total for at least {@value #FIXED} bytes. */
    static Mark decoded(Bytes encoded) {
        var buffer = encoded.asByteBuffer();
        var index = buffer.getLong();
        var term = buffer.getLong();
        var membership = new byte[buffer.remaining()];
        buffer.get(membership);
        return new Mark(index, term, Bytes.wrap(membership));
    }

    static boolean isDecodable(Bytes encoded) {
        return encoded.length() >= FIXED;
    }
}
