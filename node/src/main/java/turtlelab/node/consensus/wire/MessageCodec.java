package turtlelab.node.consensus.wire;

import java.nio.ByteBuffer;
import turtlelab.node.consensus.Message;

/**
 * Messages as bytes. Decoding is total: whatever the bytes are, the outcome is a message or a
 * {@link MalformedMessage}, and memory is taken only for bytes that are really there. The frame
 * around a message (its length, its bound) is the transport's.
 */
public final class MessageCodec {
    private MessageCodec() {}

    /** The message in a buffer of its own, ready to be read. */
    public static ByteBuffer encode(Message message) {
        var out = new WireWriter(64 + MessageWriting.bodySize(message));
        out.oneOf(MessageType.of(message))
                .member(message.from())
                .member(message.to())
                .longValue(message.term());
        MessageWriting.body(out, message);
        return out.finish();
    }

    /**
     * Reads one message that fills the buffer's remaining bytes; the buffer itself stays untouched.
     */
    public static Message decode(ByteBuffer bytes) throws MalformedMessage {
        var in = new WireReader(bytes);
        var type = in.oneOf(MessageType.values());
        var header = new MessageReading.Header(in.member(), in.member(), in.count());
        var message = MessageReading.body(type, header, in);
        in.end();
        return message;
    }
}
