package turtlelab.node.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One of the servers behind a port. Called on the sniffer's thread; must not block. */
@FunctionalInterface
public interface Receiver {
    /**
     * Takes a connection over, and with it the duty to close it.
     *
     * @param channel connected, in non-blocking mode
     * @param prefix what was already read from it, to be handled first
     * @throws IOException when the server cannot take it; the caller then closes it
     */
    void take(SocketChannel channel, ByteBuffer prefix) throws IOException;
}
