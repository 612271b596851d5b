package turtlelab.node.http.gateway.socket;

import java.io.IOException;

/** Where the answers of a call are written, in JSON. Used by the call's one writing thread. */
public interface Answers {

    /**
     * Writes an answer.
     *
     * @param last whether nothing else waits for now, so that what was written is to leave
     */
    void write(String json, boolean last) throws IOException, InterruptedException;

    /** Writes why the call has failed, its last answer. */
    void fail(int httpStatus, String json) throws IOException, InterruptedException;

    /**
     * Whether the client has gone, as far as one can see.
     *
     * @param isRead whether nobody reads from it any more
     */
    boolean isGone(boolean isRead);
}
