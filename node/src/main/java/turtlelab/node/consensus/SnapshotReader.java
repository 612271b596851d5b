package turtlelab.node.consensus;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A pinned image of applied state, read from front to end, once. Used by one thread; close it. */
public interface SnapshotReader extends AutoCloseable {
    SnapshotMark mark();

    /** Puts the next bytes into the buffer; returns their number, -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    @Override
    void close();
}
