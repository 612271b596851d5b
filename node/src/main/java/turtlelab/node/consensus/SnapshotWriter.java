package turtlelab.node.consensus;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes in a leader's image beside the running state. Nothing changes before {@link #install}. */
public interface SnapshotWriter extends AutoCloseable {
    void write(ByteBuffer bytes) throws IOException;

    /**
     * Makes the image whole and durable, and the state equal to it. Called on the apply thread
     * while nothing is applied. After a crash either the old or the new state is found, never a
     * mixture.
     *
     * @throws IOException when the image is damaged or incomplete; the old state is still in force
     */
    void install() throws IOException;

    /** Removes what was not installed. */
    @Override
    void close();
}
