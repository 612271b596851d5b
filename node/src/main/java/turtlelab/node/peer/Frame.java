package turtlelab.node.peer;

import io.netty.buffer.ByteBuf;

/** One frame as it came in: its kind and its content, which whoever gets it releases. */
record Frame(Kind kind, ByteBuf content) {
    /** On the wire by its position: append only. */
    enum Kind {
        HELLO,
        GREETING,
        MESSAGE,
        /** Content comes back unchanged in a {@link #PONG}. */
        PING,
        PONG
    }
}
