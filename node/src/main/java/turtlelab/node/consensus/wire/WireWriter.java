package turtlelab.node.consensus.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;

/** Writes big-endian numbers and length-prefixed bytes into an array that grows. Used once. */
final class WireWriter {
    private ByteBuffer out;

    WireWriter(int expectedSize) {
        out = ByteBuffer.allocate(expectedSize);
    }

    WireWriter byteValue(int value) {
        room(Byte.BYTES).put((byte) value);
        return this;
    }

    WireWriter flag(boolean value) {
        return byteValue(value ? 1 : 0);
    }

    WireWriter intValue(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    WireWriter longValue(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    /** One of a closed set, whose order is part of the wire form: constants are only ever added. */
    @SuppressWarnings("EnumOrdinal") // the order is the wire form, as the line above says
    WireWriter oneOf(Enum<?> value) {
        return byteValue(value.ordinal());
    }

    WireWriter member(MemberId id) {
        return longValue(id.value());
    }

    WireWriter bytes(Bytes value) {
        intValue(value.length());
        room(value.length()).put(value.raw());
        return this;
    }

    WireWriter text(String value) {
        return bytes(Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    WireWriter texts(List<String> values) {
        intValue(values.size());
        values.forEach(this::text);
        return this;
    }

    /** What was written, ready to be read. */
    ByteBuffer finish() {
        return out.flip();
    }

    private ByteBuffer room(int size) {
        if (out.remaining() < size) {
            var grown = Math.max(out.capacity() * 2, out.position() + size);
            var position = out.position();
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), grown)).position(position);
        }
        return out;
    }
}
