package turtlelab.node.http.v2.wire;

import turtlelab.node.consensus.Refusal;
import turtlelab.node.replica.Outcome.Reason;

/** What v2 says when agreement failed: etcd's server errors (etcd reference A.8, B.9). */
public final class RaftFailures {
    private RaftFailures() {}

    public static String text(Reason reason) {
        return switch (reason) {
            case TIMED_OUT -> "etcdserver: request timed out";
            case LEADER_LOST ->
                    "etcdserver: request timed out, possibly due to previous leader failure";
        };
    }

    public static String text(Refusal refusal) {
        return switch (refusal) {
            case NO_LEADER -> "etcdserver: no leader";
            case OVERLOADED -> "etcdserver: too many requests";
            case CHANGE_IN_PROGRESS -> "etcdserver: another membership change is under way";
            case NOT_LEADER -> "etcdserver: not leader";
            case BAD_TRANSFEREE -> "etcdserver: bad leader transferee";
            case TRANSFER_TIMED_OUT ->
                    "etcdserver: request timed out, leader transfer took too long";
            case REMOVED -> "etcdserver: this member was removed from the cluster";
            case STOPPED -> "etcdserver: server stopped";
        };
    }
}
