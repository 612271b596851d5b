package turtlelab.node.consensus.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The port to one file of the log. What was written counts as kept only after {@link #force}. */
public interface LogFile extends AutoCloseable {
    long size() throws IOException;

    /** Writes all that remains in the buffer, within the size the file was created with. */
    void write(long position, ByteBuffer bytes) throws IOException;

    /** Fills the buffer as far as the file goes. */
    void read(long position, ByteBuffer into) throws IOException;

    /** Returns when everything written so far would survive a loss of power. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
