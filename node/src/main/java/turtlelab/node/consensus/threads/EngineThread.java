package turtlelab.node.consensus.threads;

/**
 * The thread on which an engine decides. It may do more than that: sockets of the other members can
 * be served by the very same thread, so that a message needs no hand-off on its way in or out.
 */
public interface EngineThread extends Rest {
    /** Has the thread do this, once; returns at once. */
    void start(Runnable body);

    /** Does whatever else waits to be done, without waiting. Of the body only. */
    void attend();
}
