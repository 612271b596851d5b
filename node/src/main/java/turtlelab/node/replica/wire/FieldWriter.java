package turtlelab.node.replica.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;

/** Writes the fields of a command into a growing array; whole numbers as varints. */
final class FieldWriter {
    private byte[] array;
    private int size;

    FieldWriter(int expectedSize) {
        array = new byte[expectedSize];
    }

    FieldWriter tag(int tag) {
        room(1);
        array[size++] = (byte) tag;
        return this;
    }

    FieldWriter flag(boolean flag) {
        return tag(flag ? 1 : 0);
    }

    FieldWriter number(long number) {
        room(10);
        var rest = number;
        while ((rest & ~0x7fL) != 0) {
            array[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[size++] = (byte) rest;
        return this;
    }

    /** Eight bytes, for numbers that are rarely small. */
    FieldWriter fixed(long number) {
        room(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            array[size++] = (byte) (number >>> shift);
        }
        return this;
    }

    FieldWriter bytes(Bytes bytes) {
        return number(bytes.length()).raw(bytes.raw());
    }

    FieldWriter text(String text) {
        var raw = text.getBytes(StandardCharsets.UTF_8);
        return number(raw.length).raw(raw);
    }

    FieldWriter optionalText(@Nullable String text) {
        return text == null ? flag(false) : flag(true).text(text);
    }

    FieldWriter texts(List<String> texts) {
        number(texts.size());
        texts.forEach(this::text);
        return this;
    }

    Bytes finish() {
        return Bytes.wrap(size == array.length ? array : Arrays.copyOf(array, size));
    }

    private FieldWriter raw(byte[] raw) {
        room(raw.length);
        System.arraycopy(raw, 0, array, size, raw.length);
        size += raw.length;
        return this;
    }

    private void room(int wanted) {
        if (array.length - size < wanted) {
            array = Arrays.copyOf(array, Math.max(2 * array.length, size + wanted));
        }
    }
}
