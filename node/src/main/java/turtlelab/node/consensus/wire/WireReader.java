package turtlelab.node.consensus.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;

/**
 * Reads what {@link WireWriter} wrote. Every read checks what is left first, so nothing is
 * allocated on the word of a length that the buffer cannot hold.
 */
final class WireReader {
    private final ByteBuffer in;

    WireReader(ByteBuffer in) {
        this.in = in.slice();
    }

    int byteValue() throws MalformedMessage {
        need(Byte.BYTES);
        return in.get();
    }

    boolean flag() throws MalformedMessage {
        return switch (byteValue()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new MalformedMessage("not a flag");
        };
    }

    int intValue() throws MalformedMessage {
        need(Integer.BYTES);
        return in.getInt();
    }

    long longValue() throws MalformedMessage {
        need(Long.BYTES);
        return in.getLong();
    }

    /** An index or a term: never negative. */
    long count() throws MalformedMessage {
        var value = longValue();
        if (value < 0) {
            throw new MalformedMessage("negative number");
        }
        return value;
    }

    MemberId member() throws MalformedMessage {
        return new MemberId(longValue());
    }

    Bytes bytes() throws MalformedMessage {
        var length = intValue();
        need(length);
        var raw = new byte[length];
        in.get(raw);
        return Bytes.wrap(raw);
    }

    List<String> texts() throws MalformedMessage {
        var size = listSize(Integer.BYTES);
        var texts = new ArrayList<String>(size);
        for (int i = 0; i < size; i++) {
            texts.add(bytes().utf8());
        }
        return List.copyOf(texts);
    }

    /** The size of a list whose items take at least {@code itemSize} bytes each. */
    int listSize(int itemSize) throws MalformedMessage {
        var size = intValue();
        if (size < 0 || size > in.remaining() / itemSize) {
            throw new MalformedMessage("a list of " + size + " does not fit");
        }
        return size;
    }

    <E extends Enum<E>> E oneOf(E[] values) throws MalformedMessage {
        var ordinal = byteValue();
        if (ordinal < 0 || ordinal >= values.length) {
            throw new MalformedMessage("unknown value " + ordinal);
        }
        return values[ordinal];
    }

    void end() throws MalformedMessage {
        if (in.hasRemaining()) {
            throw new MalformedMessage(in.remaining() + " bytes too many");
        }
    }

    private void need(int size) throws MalformedMessage {
        if (size < 0 || size > in.remaining()) {
            throw new MalformedMessage(size + " bytes wanted, " + in.remaining() + " left");
        }
    }
}
