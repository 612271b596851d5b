package turtlelab.node.grpc.server;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.Reply;
import turtlelab.node.grpc.Rpc;
import turtlelab.node.grpc.stream.LeaderRequired;
import turtlelab.node.replica.Replica;

/**
 * Serves one {@link Rpc} over gRPC without a thread of its own: the request is handled on the
 * connection's event loop, the answer is sent by whoever completes the future.
 */
final class UnaryHandler<Q extends Message, A extends Message>
        implements ServerCallHandler<Incoming<Q>, A> {
    private final Rpc<Q, A> rpc;
    private final Replica replica;

    UnaryHandler(Rpc<Q, A> rpc, Replica replica) {
        this.rpc = rpc;
        this.replica = replica;
    }

    @Override
    public ServerCall.Listener<Incoming<Q>> startCall(
            ServerCall<Incoming<Q>, A> call, Metadata headers) {
        if ("true".equals(headers.get(LeaderRequired.HEADER)) && !replica.status().hasLeader()) {
            call.close(EtcdError.NO_LEADER.status(), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        call.request(2); // One, and one more to notice a client that sends too many.
        return new Answering(call);
    }

    private void answer(ServerCall<Incoming<Q>, A> call, Reply<A> reply) {
        if (call.isCancelled()) {
            return;
        }
        switch (reply) {
            case Reply.Ok<A>(var message, _) -> {
                call.sendHeaders(new Metadata());
                call.sendMessage(message);
                call.close(Status.OK, new Metadata());
            }
            case Reply.Failed<A>(var error) -> call.close(error.status(), new Metadata());
        }
    }

    private final class Answering extends ServerCall.Listener<Incoming<Q>> {
        private final ServerCall<Incoming<Q>, A> call;
        private @Nullable Q request;
        private boolean closed;
        private final OneAnswer sending = new OneAnswer();

        Answering(ServerCall<Incoming<Q>, A> call) {
            this.call = call;
        }

        @Override
        public void onMessage(Incoming<Q> incoming) {
            if (request != null) {
                refuse("Too many requests");
            }
            switch (incoming) {
                case Incoming.Read<Q>(var message) -> request = message;
                case Incoming.Unreadable<Q>(var why) -> refuse(why.status());
            }
        }

        @Override
        public void onHalfClose() {
            if (request == null) {
                refuse("Half-closed without a request");
            }
            if (request != null && !closed) {
                var _ = rpc.invoke(request).thenAccept(this::send);
            }
        }

        private void send(Reply<A> reply) {
            if (reply instanceof Reply.Ok<A>(_, var held)) {
                sending.holds(held);
            }
            answer(call, reply);
        }

        /** The client has all of it. */
        @Override
        public void onComplete() {
            sending.isOver();
        }

        @Override
        public void onCancel() {
            sending.isOver();
        }

        private void refuse(String reason) {
            refuse(Status.INTERNAL.withDescription(reason));
        }

        private void refuse(Status reason) {
            if (!closed) {
                closed = true;
                call.close(reason, new Metadata());
            }
        }
    }
}
