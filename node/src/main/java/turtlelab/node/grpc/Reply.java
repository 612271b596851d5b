package turtlelab.node.grpc;

import java.util.function.Function;
import turtlelab.node.grpc.room.Held;
import turtlelab.node.replica.Outcome;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;

/** What a call comes to: a message, or one of etcd's refusals. */
public sealed interface Reply<A> {
    /**
     * Done.
     *
     * @param held until the message is sent, or nobody wants it any more
     */
    record Ok<A>(A message, Held held) implements Reply<A> {}

    /** Refused, or nobody knows; the error says which. */
    record Failed<A>(EtcdError error) implements Reply<A> {}

    /** What came of a command, as a message or as etcd's refusal. */
    static <A> Reply<A> of(Outcome outcome, Function<Outcome.Applied, A> message) {
        return switch (outcome) {
            case Outcome.Applied(Result.Refused(var rejection), _, _) -> refused(rejection);
            case Outcome.Applied applied -> ok(message.apply(applied));
            case Outcome.NotApplied(var reason) -> failed(EtcdError.of(reason));
            case Outcome.Unknown(var reason) -> failed(EtcdError.of(reason));
        };
    }

    static <A> Reply<A> ok(A message) {
        return new Ok<>(message, Held.NOTHING);
    }

    static <A> Reply<A> failed(EtcdError error) {
        return new Failed<>(error);
    }

    static <A> Reply<A> refused(Rejection rejection) {
        return new Failed<>(EtcdError.of(rejection));
    }
}
