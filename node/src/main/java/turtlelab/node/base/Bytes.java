package turtlelab.node.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable sequence of bytes with equality and order by content (unsigned, as etcd orders
 * keys).
 *
 * <p>Whoever hands an array to {@link #wrap} gives it up; whoever takes one from {@link #raw}
 * promises not to write to it. Both exist because a copy per hop would cost more than the consensus
 * itself.
 */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] raw;

    private Bytes(byte[] raw) {
        this.raw = raw;
    }

    /** A copy of the array. */
    public static Bytes copyOf(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array.clone());
    }

    /** The array itself; the caller gives it up. */
    public static Bytes wrap(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array);
    }

    /** The UTF-8 form of a text. */
    public static Bytes utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return raw.length;
    }

    public boolean isEmpty() {
        return raw.length == 0;
    }

    public byte at(int position) {
        return raw[position];
    }

    /** The bytes themselves, not to be written to. */
    public byte[] raw() {
        return raw;
    }

    public byte[] toByteArray() {
        return raw.clone();
    }

    /** A read-only view. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(raw).asReadOnlyBuffer();
    }

    public String utf8() {
        return new String(raw, StandardCharsets.UTF_8);
    }

    public boolean startsWith(Bytes prefix) {
        return raw.length >= prefix.raw.length
                && Arrays.equals(raw, 0, prefix.raw.length, prefix.raw, 0, prefix.raw.length);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(raw, other.raw);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(raw, bytes.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    /** The first bytes in hex: values never reach a log whole. */
    @Override
    public String toString() {
        var shown = HexFormat.of().formatHex(raw, 0, Math.min(raw.length, 16));
        return raw.length > 16 ? shown + "…(" + raw.length + ")" : shown;
    }
}
