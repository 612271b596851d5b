package turtlelab.node.grpc.stream;

import turtlelab.node.grpc.EtcdError;

/**
 * The client's end of a streaming call, as the server's side sees it. Safe from any thread; nothing
 * here blocks. After {@link #end} or {@link #fail}, or when the client has gone, everything is
 * ignored.
 */
public interface Caller<A> {
    /**
     * Sends an answer. It is kept in memory until the client takes it, so who may send much asks
     * {@link #isReady} before.
     */
    void send(A answer);

    /**
     * Whether little is waiting to be taken. After a no, {@link Conversation#ready} tells when to
     * go on.
     */
    boolean isReady();

    /** Lets so many more requests come; the first one comes unasked. */
    void ask(int requests);

    /** Ends the call with success. */
    void end();

    /** Ends the call with a refusal. */
    void fail(EtcdError error);
}
