package turtlelab.node.state;

/**
 * Why the v3 state or its guards refuse a request: the same on every member. Wire codes and texts
 * are one table in the API packages (etcd reference B.9).
 */
public enum Rejection {
    EMPTY_KEY,
    KEY_NOT_FOUND,
    VALUE_PROVIDED,
    LEASE_PROVIDED,
    TOO_MANY_OPERATIONS,
    DUPLICATE_KEY,
    COMPACTED,
    FUTURE_REVISION,
    LEASE_NOT_FOUND,
    LEASE_EXISTS,
    LEASE_TTL_TOO_LARGE,
    REQUEST_TOO_LARGE,
    /** What the request asked to be told does not fit. If it was to write, it has written. */
    ANSWER_TOO_LARGE,
    /** It does not fit beside the answers to others; else the same. */
    ANSWERS_CROWDED,
    NO_SPACE,
    CORRUPT,
    MEMBER_NOT_FOUND,
    MEMBER_EXISTS,
    PEER_URL_EXISTS,
    BAD_MEMBER_URLS,
    NOT_ENOUGH_STARTED_MEMBERS,
    UNHEALTHY_CLUSTER,
    NOT_A_LEARNER,
    LEARNER_NOT_READY,
    TOO_MANY_LEARNERS,
    NOT_LEADER,
    BAD_TRANSFEREE
}
