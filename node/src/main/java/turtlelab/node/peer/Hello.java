package turtlelab.node.peer;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.UrlSet;

/**
 * The first frame of a connection: who calls whom, in which cluster, and where the caller can be
 * called back. A member that has just joined knows nobody; this is how it learns where to answer.
 */
record Hello(int version, ClusterId cluster, MemberId sender, MemberId receiver, String urls) {
    static final int VERSION = 1;

    /** Bytes that no HTTP request and no TLS handshake begins with. */
    private static final byte[] MAGIC = {(byte) 0xa7, 'T', 'L', 'R', '1'};

    private static final int LONGEST_URLS = 4096;

    static byte[] magic() {
        return MAGIC.clone();
    }

    void write(ByteBuf out) {
        out.writeShort(version)
                .writeLong(cluster.value())
                .writeLong(sender.value())
                .writeLong(receiver.value());
        var bytes = urls.getBytes(StandardCharsets.UTF_8);
        out.writeShort(bytes.length).writeBytes(bytes);
    }

    /** Reads a frame's content; throws {@link CorruptedFrameException} when it is no hello. */
    static Hello read(ByteBuf in) {
        if (in.readableBytes() < 28) {
            throw new CorruptedFrameException("the first frame is too short");
        }
        var version = in.readUnsignedShort();
        var cluster = new ClusterId(in.readLong());
        var sender = new MemberId(in.readLong());
        var receiver = new MemberId(in.readLong());
        var length = in.readUnsignedShort();
        if (length > LONGEST_URLS || length > in.readableBytes()) {
            throw new CorruptedFrameException("the first frame names too many URLs");
        }
        var urls = in.readCharSequence(length, StandardCharsets.UTF_8).toString();
        return new Hello(version, cluster, sender, receiver, urls);
    }

    /** The caller's URLs; empty when they are none. */
    UrlSet senderUrls() {
        try {
            return urls.isEmpty() ? UrlSet.EMPTY : UrlSet.parse(urls);
        } catch (IllegalArgumentException _) {
            return UrlSet.EMPTY;
        }
    }
}
