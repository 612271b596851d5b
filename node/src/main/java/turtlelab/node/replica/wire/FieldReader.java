package turtlelab.node.replica.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;

/**
 * Reads what {@link FieldWriter} wrote. Total: whatever the bytes are, every method gives a value
 * or throws {@link MalformedCommand}, and memory is taken only for bytes that are there.
 */
final class FieldReader {
    private final ByteBuffer in;

    FieldReader(Bytes bytes) {
        in = bytes.asByteBuffer();
    }

    int tag() throws MalformedCommand {
        need(1);
        return in.get() & 0xff;
    }

    boolean flag() throws MalformedCommand {
        return choice(2) == 1;
    }

    /** A tag that counts from 0 up to a bound, which is excluded. */
    int choice(int bound) throws MalformedCommand {
        var tag = tag();
        if (tag >= bound) {
            throw new MalformedCommand("choice " + tag + " of " + bound);
        }
        return tag;
    }

    long number() throws MalformedCommand {
        var number = 0L;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            var next = tag();
            number |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return number;
            }
        }
        throw new MalformedCommand("a number without end");
    }

    long fixed() throws MalformedCommand {
        need(Long.BYTES);
        return in.getLong();
    }

    Bytes bytes() throws MalformedCommand {
        var raw = new byte[length()];
        in.get(raw);
        return Bytes.wrap(raw);
    }

    String text() throws MalformedCommand {
        var length = length();
        var raw = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(raw);
            return text.toString();
        } catch (CharacterCodingException _) {
            throw new MalformedCommand("a text that is not UTF-8");
        }
    }

    @Nullable String optionalText() throws MalformedCommand {
        return flag() ? text() : null;
    }

    List<String> texts() throws MalformedCommand {
        return list(FieldReader::text);
    }

    /** As many elements as were announced; each takes at least one byte. */
    <T> List<T> list(Element<T> element) throws MalformedCommand {
        var count = length();
        var list = new ArrayList<T>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            list.add(element.read(this));
        }
        return list;
    }

    void end() throws MalformedCommand {
        if (in.hasRemaining()) {
            throw new MalformedCommand(in.remaining() + " bytes too many");
        }
    }

    /** Reads one element of a list. */
    interface Element<T> {
        T read(FieldReader in) throws MalformedCommand;
    }

    private int length() throws MalformedCommand {
        var length = number();
        if (length < 0 || length > in.remaining()) {
            throw new MalformedCommand(
                    "a length of " + length + " with " + in.remaining() + " left");
        }
        return (int) length;
    }

    private void need(int count) throws MalformedCommand {
        if (in.remaining() < count) {
            throw new MalformedCommand("it ends too early");
        }
    }
}
