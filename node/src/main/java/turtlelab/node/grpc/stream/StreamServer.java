package turtlelab.node.grpc.stream;

import io.grpc.Metadata;

/** Who answers a streaming call. */
@FunctionalInterface
public interface StreamServer<Q, A> {
    /**
     * A client begins a call. Never blocks.
     *
     * @param headers gRPC's metadata; the JSON gateway's is made of HTTP headers as in etcd
     */
    Conversation<Q> open(Caller<A> caller, Metadata headers);
}
