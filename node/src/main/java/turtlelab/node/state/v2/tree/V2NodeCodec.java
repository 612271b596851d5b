package turtlelab.node.state.v2.tree;

import java.nio.ByteBuffer;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.v2.tree.V2Node.Directory;
import turtlelab.node.state.v2.tree.V2Node.File;
import turtlelab.node.state.v2.tree.V2Node.Stamps;

/**
 * The durable form of one node: kind, modified index, created index, expiration, and a file's value
 * in UTF-8. A directory is written without its children, which have entries of their own.
 */
final class V2NodeCodec {
    private static final byte FILE = 1;
    private static final byte DIRECTORY = 2;
    private static final int FIXED = 1 + 3 * Long.BYTES;

    private V2NodeCodec() {}

    static Bytes encode(V2Node node) {
        return switch (node) {
            case Directory(_, var stamps) -> encode(DIRECTORY, stamps, Bytes.EMPTY);
            case File(var value, var stamps) -> encode(FILE, stamps, Bytes.utf8(value));
        };
    }

    /** Reads a node; a directory comes back empty. */
    static V2Node decode(Bytes encoded) {
        var buffer = encoded.asByteBuffer();
        byte kind = buffer.get();
        var stamps = new Stamps(buffer.getLong(), buffer.getLong(), buffer.getLong());
        return switch (kind) {
            case DIRECTORY -> new Directory(Children.EMPTY, stamps);
            case FILE -> {
                var value = new byte[buffer.remaining()];
                buffer.get(value);
                yield new File(Bytes.wrap(value).utf8(), stamps);
            }
            default -> throw new IllegalStateException("a v2 node of unknown kind " + kind);
        };
    }

    private static Bytes encode(byte kind, Stamps stamps, Bytes value) {
        var buffer = ByteBuffer.allocate(FIXED + value.length());
        buffer.put(kind);
        buffer.putLong(stamps.modifiedIndex());
        buffer.putLong(stamps.createdIndex());
        buffer.putLong(stamps.expiresAtMillis());
        return Bytes.wrap(buffer.put(value.raw()).array());
    }
}
