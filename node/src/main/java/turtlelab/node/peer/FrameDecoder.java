package turtlelab.node.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/**
 * Cuts a stream of bytes into {@link Frame}s and checks each: magic once, then for every frame its
 * length (4 bytes), CRC32C (4 bytes) over what follows, kind (1 byte), content. A length is bounded
 * before anything is kept for it; whatever does not fit ends the connection.
 */
final class FrameDecoder extends ByteToMessageDecoder {
    /** Room for the largest batch of entries or piece of a snapshot, several times over. */
    static final int LONGEST = 16 << 20;

    private final boolean expectsMagic;
    private boolean begun;

    /** For the side that is called. */
    static FrameDecoder ofAcceptor() {
        return new FrameDecoder(true);
    }

    /** For the side that calls. */
    static FrameDecoder ofCaller() {
        return new FrameDecoder(false);
    }

    private FrameDecoder(boolean expectsMagic) {
        this.expectsMagic = expectsMagic;
        setCumulator(MERGE_CUMULATOR);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (expectsMagic && !begun && !readMagic(in)) {
            return;
        }
        begun = true;
        if (in.readableBytes() < FrameWriter.HEAD) {
            return;
        }
        var length = in.getInt(in.readerIndex());
        if (length < 1 || length > LONGEST) {
            throw new CorruptedFrameException("frame of " + length + " bytes");
        }
        if (in.readableBytes() >= FrameWriter.HEAD + length) {
            out.add(frame(in.skipBytes(Integer.BYTES), length));
        }
    }

    private static boolean readMagic(ByteBuf in) {
        var magic = Hello.magic();
        if (in.readableBytes() < magic.length) {
            return false;
        }
        for (var expected : magic) {
            if (in.readByte() != expected) {
                throw new CorruptedFrameException("not a member's stream");
            }
        }
        return true;
    }

    private static Frame frame(ByteBuf in, int length) {
        var crc = in.readInt();
        if (crc != FrameWriter.checksum(in, in.readerIndex(), length)) {
            throw new CorruptedFrameException("checksum of a frame does not fit");
        }
        var kind = Frame.Kind.of(in.readUnsignedByte());
        return new Frame(kind, in.readRetainedSlice(length - 1));
    }
}
