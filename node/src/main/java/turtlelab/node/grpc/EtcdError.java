package turtlelab.node.grpc;

import static io.grpc.Status.Code.DATA_LOSS;
import static io.grpc.Status.Code.FAILED_PRECONDITION;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.OUT_OF_RANGE;
import static io.grpc.Status.Code.RESOURCE_EXHAUSTED;
import static io.grpc.Status.Code.UNAVAILABLE;
import static io.grpc.Status.Code.UNIMPLEMENTED;
import static io.grpc.Status.Code.UNKNOWN;

import io.grpc.Status;
import turtlelab.node.consensus.ChangeRefusal;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.replica.Outcome;
import turtlelab.node.state.Rejection;

/**
 * Every refusal of the v3 API in its wire form: gRPC status code and exact text (etcd reference
 * B.9). The gateway derives its HTTP status from the code. The last few are our own, where etcd has
 * no words.
 */
public enum EtcdError {
    EMPTY_KEY(INVALID_ARGUMENT, "key is not provided"),
    KEY_NOT_FOUND(INVALID_ARGUMENT, "key not found"),
    VALUE_PROVIDED(INVALID_ARGUMENT, "value is provided"),
    LEASE_PROVIDED(INVALID_ARGUMENT, "lease is provided"),
    TOO_MANY_OPERATIONS(INVALID_ARGUMENT, "too many operations in txn request"),
    DUPLICATE_KEY(INVALID_ARGUMENT, "duplicate key given in txn request"),
    BAD_MEMBER_URLS(INVALID_ARGUMENT, "given member URLs are invalid"),
    REQUEST_TOO_LARGE(INVALID_ARGUMENT, "request is too large"),

    COMPACTED(OUT_OF_RANGE, "mvcc: required revision has been compacted"),
    FUTURE_REVISION(OUT_OF_RANGE, "mvcc: required revision is a future revision"),

    LEASE_NOT_FOUND(NOT_FOUND, "requested lease not found"),
    LEASE_EXISTS(FAILED_PRECONDITION, "lease already exists"),
    LEASE_TTL_TOO_LARGE(OUT_OF_RANGE, "too large lease TTL"),
    MEMBER_NOT_FOUND(NOT_FOUND, "member not found"),

    NO_SPACE(RESOURCE_EXHAUSTED, "mvcc: database space exceeded"),
    TOO_MANY_REQUESTS(RESOURCE_EXHAUSTED, "too many requests"),
    ANSWER_TOO_LARGE(RESOURCE_EXHAUSTED, "the answer does not fit; ask for less (a write is done)"),
    ANSWERS_CROWDED(
            RESOURCE_EXHAUSTED,
            "too many large answers are under way; ask again later (a write is done)"),

    MEMBER_EXISTS(FAILED_PRECONDITION, "member ID already exist"),
    PEER_URL_EXISTS(FAILED_PRECONDITION, "Peer URLs already exists"),
    NOT_A_LEARNER(FAILED_PRECONDITION, "can only promote a learner member"),
    LEARNER_NOT_READY(
            FAILED_PRECONDITION, "can only promote a learner member which is in sync with leader"),
    TOO_MANY_LEARNERS(FAILED_PRECONDITION, "too many learner members in cluster"),
    NOT_LEADER(FAILED_PRECONDITION, "not leader"),
    BAD_TRANSFEREE(FAILED_PRECONDITION, "bad leader transferee"),

    NO_LEADER(UNAVAILABLE, "no leader"),
    STOPPED(UNAVAILABLE, "server stopped"),
    TIMED_OUT(UNAVAILABLE, "request timed out"),
    LEADER_LOST(UNAVAILABLE, "request timed out, possibly due to previous leader failure"),
    UNHEALTHY_CLUSTER(UNAVAILABLE, "unhealthy cluster"),
    LEARNER_CANNOT(UNAVAILABLE, "rpc not supported for learner"),

    CORRUPT(DATA_LOSS, "corrupt cluster"),

    /** etcd hands the client's error object back, which gRPC turns into Unknown (B.6). */
    NOT_ENOUGH_STARTED_MEMBERS(
            UNKNOWN, "re-configuration failed due to not enough started members"),

    /** What etcd's own client, which serves locks and elections in it, says of a lost lease. */
    SESSION_EXPIRED(UNKNOWN.toStatus().withDescription("mutex: session is expired")),
    NO_LEASE_FOR_LOCK(UNKNOWN, "requested lease not found"),
    NO_LOCK_KEY(UNKNOWN, "key is not provided"),
    NOT_ELECTED(UNKNOWN.toStatus().withDescription("election: not leader")),
    NOBODY_ELECTED(UNKNOWN.toStatus().withDescription("election: no leader")),
    NO_LEADER_FIELD(UNKNOWN.toStatus().withDescription("\"leader\" field must be provided")),

    CHANGE_IN_PROGRESS(UNAVAILABLE, "another membership change is in progress"),
    TRANSFER_TIMED_OUT(UNAVAILABLE, "request timed out, leader transfer took too long"),
    INVALID_COMPARE(INVALID_ARGUMENT, "invalid compare in txn request"),
    NOT_SUPPORTED(UNIMPLEMENTED, "not supported by this node"),
    UNKNOWN_ALARM(INVALID_ARGUMENT, "unknown alarm or action"),
    DEADLINE_EXCEEDED(Status.DEADLINE_EXCEEDED.withDescription("context deadline exceeded")),
    UNREADABLE(Status.INTERNAL.withDescription("grpc: error unmarshalling request")),
    INTERNAL(Status.Code.INTERNAL, "internal error");

    private final Status status;

    EtcdError(Status.Code code, String text) {
        this(code.toStatus().withDescription("etcdserver: " + text));
    }

    EtcdError(Status status) {
        this.status = status;
    }

    public Status status() {
        return status;
    }

    public Status.Code code() {
        return status.getCode();
    }

    /** The text as clients compare it. */
    public String text() {
        return String.valueOf(status.getDescription());
    }

    /** A refusal by the state's or a guard's rules. */
    public static EtcdError of(Rejection rejection) {
        return switch (rejection) {
            case EMPTY_KEY -> EMPTY_KEY;
            case KEY_NOT_FOUND -> KEY_NOT_FOUND;
            case VALUE_PROVIDED -> VALUE_PROVIDED;
            case LEASE_PROVIDED -> LEASE_PROVIDED;
            case TOO_MANY_OPERATIONS -> TOO_MANY_OPERATIONS;
            case DUPLICATE_KEY -> DUPLICATE_KEY;
            case COMPACTED -> COMPACTED;
            case FUTURE_REVISION -> FUTURE_REVISION;
            case LEASE_NOT_FOUND -> LEASE_NOT_FOUND;
            case LEASE_EXISTS -> LEASE_EXISTS;
            case LEASE_TTL_TOO_LARGE -> LEASE_TTL_TOO_LARGE;
            case REQUEST_TOO_LARGE -> REQUEST_TOO_LARGE;
            case ANSWER_TOO_LARGE -> ANSWER_TOO_LARGE;
            case ANSWERS_CROWDED -> ANSWERS_CROWDED;
            case NO_SPACE -> NO_SPACE;
            case CORRUPT -> CORRUPT;
            case MEMBER_NOT_FOUND -> MEMBER_NOT_FOUND;
            case MEMBER_EXISTS -> MEMBER_EXISTS;
            case PEER_URL_EXISTS -> PEER_URL_EXISTS;
            case BAD_MEMBER_URLS -> BAD_MEMBER_URLS;
            case NOT_ENOUGH_STARTED_MEMBERS -> NOT_ENOUGH_STARTED_MEMBERS;
            case UNHEALTHY_CLUSTER -> UNHEALTHY_CLUSTER;
            case NOT_A_LEARNER -> NOT_A_LEARNER;
            case LEARNER_NOT_READY -> LEARNER_NOT_READY;
            case TOO_MANY_LEARNERS -> TOO_MANY_LEARNERS;
            case NOT_LEADER -> NOT_LEADER;
            case BAD_TRANSFEREE -> BAD_TRANSFEREE;
        };
    }

    /** A proposal that consensus did not take: it never happens. */
    public static EtcdError of(Refusal refusal) {
        return switch (refusal) {
            case NO_LEADER -> NO_LEADER;
            case OVERLOADED -> TOO_MANY_REQUESTS;
            case CHANGE_IN_PROGRESS -> CHANGE_IN_PROGRESS;
            case NOT_LEADER -> NOT_LEADER;
            case BAD_TRANSFEREE -> BAD_TRANSFEREE;
            case TRANSFER_TIMED_OUT -> TRANSFER_TIMED_OUT;
            case REMOVED, STOPPED -> STOPPED;
        };
    }

    /** A read point that was not found. */
    public static EtcdError of(Outcome.ReadPoint point) {
        return point.refusal().map(EtcdError::of).orElse(TIMED_OUT);
    }

    /** An outcome that nobody knows: it may have happened. */
    public static EtcdError of(Outcome.Reason reason) {
        return switch (reason) {
            case TIMED_OUT -> TIMED_OUT;
            case LEADER_LOST -> LEADER_LOST;
        };
    }

    /** A membership change that did not fit when its turn came. */
    public static EtcdError of(ChangeRefusal refusal) {
        return switch (refusal) {
            case MEMBER_EXISTS -> MEMBER_EXISTS;
            case MEMBER_REMOVED, MEMBER_NOT_FOUND -> MEMBER_NOT_FOUND;
            case PEER_URL_EXISTS -> PEER_URL_EXISTS;
            case NOT_A_LEARNER -> NOT_A_LEARNER;
        };
    }
}
