package turtlelab.node.state.v2;

/**
 * etcd's v2 error codes with their messages (etcd reference A.4); statuses belong to HTTP. Codes
 * that etcd 3.4 names but never sends are left out: 103, 106, 109, 200, 204 to 208, 400, 402 to 404
 * and 500 belong to its first versions.
 */
public enum V2Code {
    KEY_NOT_FOUND(100, "Key not found"),
    COMPARE_FAILED(101, "Compare failed"),
    NOT_A_FILE(102, "Not a file"),
    NOT_A_DIRECTORY(104, "Not a directory"),
    KEY_EXISTS(105, "Key already exists"),
    ROOT_READ_ONLY(107, "Root is read only"),
    DIRECTORY_NOT_EMPTY(108, "Directory not empty"),
    UNAUTHORIZED(110, "The request requires user authentication"),
    PREVIOUS_VALUE_REQUIRED(201, "PrevValue is Required in POST form"),
    TTL_NOT_A_NUMBER(202, "The given TTL in POST form is not a number"),
    INDEX_NOT_A_NUMBER(203, "The given index in POST form is not a number"),
    INVALID_FIELD(209, "Invalid field"),
    INVALID_FORM(210, "Invalid POST form"),
    VALUE_ON_REFRESH(211, "Value provided on refresh"),
    TTL_REQUIRED_ON_REFRESH(212, "A TTL must be provided on refresh"),
    RAFT_INTERNAL(300, "Raft Internal Error"),
    LEADER_ELECTION(301, "During Leader Election"),
    EVENT_CLEARED(401, "The event in requested index is outdated and cleared");

    private final int number;
    private final String message;

    V2Code(int number, String message) {
        this.number = number;
        this.message = message;
    }

    public int number() {
        return number;
    }

    public String message() {
        return message;
    }
}
