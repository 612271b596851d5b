package turtlelab.node.peer;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;

/** One frame as it came in: its kind and its content, which whoever gets it releases. */
record Frame(Kind kind, ByteBuf content) {
    /** What a frame is for. */
    enum Kind {
        HELLO(0),
        GREETING(1),
        MESSAGE(2),
        /** Content comes back unchanged in a {@link #PONG}. */
        PING(3),
        PONG(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Kind of(int code) {
            for (var kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new CorruptedFrameException("unknown frame kind " + code);
        }
    }
}
