package turtlelab.node.storage;

import java.nio.ByteBuffer;
import turtlelab.node.base.Bytes;

/**
 * What a change that is still under way has written so far: all entries of a table from a key on,
 * and nothing else. Noted on disk beside its parts, so that whoever opens the file behind a crash
 * can take them away; see {@link Storage#commitPart}.
 */
public record Unfinished(String table, Bytes from) {
    Bytes encoded() {
        var name = Bytes.utf8(table);
        var buffer = ByteBuffer.allocate(Integer.BYTES + name.length() + from.length());
        buffer.putInt(name.length()).put(name.raw()).put(from.raw());
        return Bytes.wrap(buffer.array());
    }

    /** Of what {@link #encoded} gave. */
    static Unfinished decoded(Bytes encoded) {
        var buffer = encoded.asByteBuffer();
        var name = new byte[buffer.getInt()];
        buffer.get(name);
        var from = new byte[buffer.remaining()];
        buffer.get(from);
        return new Unfinished(Bytes.wrap(name).utf8(), Bytes.wrap(from));
    }
}
