package turtlelab.node.grpc;

import turtlelab.node.state.Rejection;

/** What a call comes to: a message, or one of etcd's refusals. */
public sealed interface Reply<A> {
    /** Done. */
    record Ok<A>(A message) implements Reply<A> {}

    /** Refused, or nobody knows; the error says which. */
    record Failed<A>(EtcdError error) implements Reply<A> {}

    static <A> Reply<A> ok(A message) {
        return new Ok<>(message);
    }

    static <A> Reply<A> failed(EtcdError error) {
        return new Failed<>(error);
    }

    static <A> Reply<A> refused(Rejection rejection) {
        return new Failed<>(EtcdError.of(rejection));
    }
}
