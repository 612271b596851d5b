package turtlelab.node.oracle;

import org.jspecify.annotations.Nullable;

/** An open stream to a server: requests go in, answers come out in lines. */
interface Line {
    /** One more request. */
    void send(String request) throws Exception;

    /** The next answer, or null when none comes in time. */
    @Nullable String next(long millis) throws InterruptedException;

    /** Ends it from our side. */
    void cancel();
}
