package turtlelab.node.grpc.lock;

import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.Reply;
import turtlelab.node.replica.Outcome;

/** Failed writes of locks and elections, as etcd tells them. */
final class Errors {
    private Errors() {}

    /** A lease that is not there arrives as an unknown error, since etcd passes a client's on. */
    static EtcdError of(Outcome outcome) {
        return switch (Reply.of(outcome, Outcome.Applied::index)) {
            case Reply.Failed<Long>(var error) ->
                    error == EtcdError.LEASE_NOT_FOUND ? EtcdError.NO_LEASE_FOR_LOCK : error;
            case Reply.Ok<Long> _ -> EtcdError.NOT_ELECTED;
        };
    }
}
