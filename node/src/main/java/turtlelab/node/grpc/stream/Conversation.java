package turtlelab.node.grpc.stream;

import turtlelab.node.grpc.EtcdError;

/**
 * The server's side of one streaming call: what it is told by the carrier, one thing at a time, on
 * a thread that must not be blocked.
 */
public interface Conversation<Q> {
    /** A request, in the order sent. The next one comes when {@link Caller#ask asked} for. */
    void request(Q request);

    /** Something came that is no request. */
    default void unreadable(EtcdError why) {}

    /** The client will send no more requests; it may well wait for more answers. */
    void halfClosed();

    /** The client has taken what was sent: {@link Caller#isReady} again. May come unasked. */
    default void ready() {}

    /** The call is over, whoever ended it. Told once, and nothing after it. */
    default void closed() {}

    /** A conversation in which there is nothing to say. */
    static <Q> Conversation<Q> over() {
        return new Conversation<>() {
            @Override
            public void request(Q request) {}

            @Override
            public void halfClosed() {}
        };
    }
}
