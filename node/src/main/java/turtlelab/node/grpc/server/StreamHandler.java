package turtlelab.node.grpc.server;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.stream.Caller;
import turtlelab.node.grpc.stream.Conversation;
import turtlelab.node.grpc.stream.StreamingRpc;

/**
 * Serves one {@link StreamingRpc} over gRPC without a thread of its own: the client is heard on its
 * connection's event loop, answers are sent by whoever has them.
 */
final class StreamHandler<Q extends Message, A> implements ServerCallHandler<Incoming<Q>, A> {
    private final StreamingRpc<Q, A> rpc;
    private final OpenStreams open;

    /**
     * A handler of one call.
     *
     * @param open every call under way is noted there
     */
    StreamHandler(StreamingRpc<Q, A> rpc, OpenStreams open) {
        this.rpc = rpc;
        this.open = open;
    }

    @Override
    public ServerCall.Listener<Incoming<Q>> startCall(
            ServerCall<Incoming<Q>, A> call, Metadata headers) {
        var conversation = rpc.open(new Client<>(call), headers);
        open.add(conversation);
        call.request(1);
        return new Hearing<>(conversation, () -> open.remove(conversation));
    }

    /** Called by one thread at a time: {@link StreamingRpc#open} sees to it. */
    private static final class Client<A> implements Caller<A> {
        private final ServerCall<?, A> call;
        private boolean begun;

        Client(ServerCall<?, A> call) {
            this.call = call;
        }

        @Override
        public void send(A answer) {
            if (call.isCancelled()) {
                return;
            }
            if (!begun) {
                begun = true;
                call.sendHeaders(new Metadata());
            }
            call.sendMessage(answer);
        }

        @Override
        public boolean isReady() {
            return call.isReady();
        }

        @Override
        public void ask(int requests) {
            call.request(requests);
        }

        @Override
        public void end() {
            close(Status.OK);
        }

        @Override
        public void fail(EtcdError error) {
            close(error.status());
        }

        private void close(Status status) {
            if (!call.isCancelled()) {
                call.close(status, new Metadata());
            }
        }
    }

    private static final class Hearing<Q extends Message> extends ServerCall.Listener<Incoming<Q>> {
        private final Conversation<Q> conversation;
        private final Runnable forget;

        Hearing(Conversation<Q> conversation, Runnable forget) {
            this.conversation = conversation;
            this.forget = forget;
        }

        @Override
        public void onMessage(Incoming<Q> incoming) {
            switch (incoming) {
                case Incoming.Read<Q>(var request) -> conversation.request(request);
                case Incoming.Unreadable<Q>(var why) -> conversation.unreadable(why);
            }
        }

        @Override
        public void onHalfClose() {
            conversation.halfClosed();
        }

        @Override
        public void onReady() {
            conversation.ready();
        }

        @Override
        public void onComplete() {
            forget.run();
            conversation.closed();
        }

        @Override
        public void onCancel() {
            forget.run();
            conversation.closed();
        }
    }
}
