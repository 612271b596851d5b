package turtlelab.node.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Writes frames in the form that {@link FrameDecoder} reads. */
final class FrameWriter {
    /** Length and checksum. */
    static final int HEAD = 2 * Integer.BYTES;

    private FrameWriter() {}

    static ByteBuf frame(ByteBufAllocator allocator, Frame.Kind kind, ByteBuffer content) {
        return frame(allocator, kind, content.remaining(), out -> out.writeBytes(content));
    }

    static ByteBuf frame(ByteBufAllocator allocator, Frame.Kind kind, Consumer<ByteBuf> content) {
        return frame(allocator, kind, 64, content);
    }

    static ByteBuf hello(ByteBufAllocator allocator, Hello hello) {
        var frame = frame(allocator, Frame.Kind.HELLO, hello::write);
        try {
            var magic = Hello.magic();
            return allocator
                    .buffer(magic.length + frame.readableBytes())
                    .writeBytes(magic)
                    .writeBytes(frame);
        } finally {
            frame.release();
        }
    }

    static int checksum(ByteBuf bytes, int from, int length) {
        var crc = new CRC32C();
        for (var part : bytes.nioBuffers(from, length)) {
            crc.update(part);
        }
        return (int) crc.getValue();
    }

    private static ByteBuf frame(
            ByteBufAllocator allocator, Frame.Kind kind, int size, Consumer<ByteBuf> content) {
        var out = allocator.buffer(HEAD + 1 + size).writeZero(HEAD).writeByte(kind.code());
        content.accept(out);
        var length = out.readableBytes() - HEAD;
        out.setInt(0, length).setInt(Integer.BYTES, checksum(out, HEAD, length));
        return out;
    }
}
