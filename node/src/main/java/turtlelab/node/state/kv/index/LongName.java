package turtlelab.node.state.kv.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A key's name in a piece of memory outside the heap, where the collector neither looks through it
 * nor moves it. It stays readable for whoever holds it.
 */
final class LongName {
    private final NamePiece piece;
    private final int from;
    private final int length;

    LongName(NamePiece piece, int from, int length) {
        this.piece = piece;
        this.from = from;
        this.length = length;
    }

    NamePiece piece() {
        return piece;
    }

    int length() {
        return length;
    }

    /** A copy in the heap. */
    byte[] bytes() {
        return start(length);
    }

    /** As {@link java.util.Arrays#compareUnsigned(byte[], byte[])}. */
    int compareTo(byte[] name) {
        var differs = mismatch(name);
        if (differs < 0) {
            return 0;
        }
        return differs == length || differs == name.length
                ? length - name.length
                : (at(differs) & 0xff) - (name[differs] & 0xff);
    }

    /** The shortest start of this name that comes behind another one, which comes before it. */
    byte[] startBehind(byte[] earlier) {
        return start(mismatch(earlier) + 1);
    }

    private byte[] start(int bytes) {
        var copy = new byte[bytes];
        MemorySegment.copy(piece.memory(), ValueLayout.JAVA_BYTE, from, copy, 0, bytes);
        return copy;
    }

    /** Where the two differ first, the shorter one's end included; -1 where they are equal. */
    private int mismatch(byte[] name) {
        var other = MemorySegment.ofArray(name);
        return (int)
                MemorySegment.mismatch(
                        piece.memory(), from, (long) from + length, other, 0, name.length);
    }

    private byte at(int position) {
        return piece.memory().get(ValueLayout.JAVA_BYTE, (long) from + position);
    }
}
