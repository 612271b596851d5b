package turtlelab.node.consensus.log;

import java.io.IOException;
import java.util.List;

/**
 * The port to the directory of the log, held by one process at a time. Creating, renaming and
 * deleting survive a loss of power only after {@link #sync}.
 */
public interface LogDirectory extends AutoCloseable {
    /** Where it is, for messages to people. */
    String name();

    List<String> list() throws IOException;

    /** A new file of zeros whose size and blocks need no flushing later; replaces a leftover. */
    LogFile create(String name, long size) throws IOException;

    LogFile open(String name) throws IOException;

    void rename(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    void sync() throws IOException;

    /** A hint that a file of this size will be created soon; may be made ready meanwhile. */
    void prepare(long size);

    @Override
    void close() throws IOException;
}
