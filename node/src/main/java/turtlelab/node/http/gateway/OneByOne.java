package turtlelab.node.http.gateway;

import turtlelab.node.grpc.stream.Conversation;

/** Tells a conversation one thing at a time, although one thread reads and another one writes. */
final class OneByOne<Q> implements Conversation<Q> {
    private final Conversation<Q> conversation;
    private boolean over;

    OneByOne(Conversation<Q> conversation) {
        this.conversation = conversation;
    }

    @Override
    public synchronized void request(Q request) {
        if (!over) {
            conversation.request(request);
        }
    }

    @Override
    public synchronized void halfClosed() {
        if (!over) {
            conversation.halfClosed();
        }
    }

    @Override
    public synchronized void ready() {
        if (!over) {
            conversation.ready();
        }
    }

    @Override
    public synchronized void closed() {
        if (!over) {
            over = true;
            conversation.closed();
        }
    }
}
