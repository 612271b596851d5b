package turtlelab.node.state.v2;

/** What an event says was done, in etcd's words. */
public enum V2Action {
    GET("get"),
    SET("set"),
    CREATE("create"),
    UPDATE("update"),
    DELETE("delete"),
    COMPARE_AND_SWAP("compareAndSwap"),
    COMPARE_AND_DELETE("compareAndDelete"),
    EXPIRE("expire");

    private final String word;

    V2Action(String word) {
        this.word = word;
    }

    /** Whether the key is gone afterwards. */
    public boolean removes() {
        return switch (this) {
            case DELETE, COMPARE_AND_DELETE, EXPIRE -> true;
            case GET, SET, CREATE, UPDATE, COMPARE_AND_SWAP -> false;
        };
    }

    /** The word on the wire. */
    public String word() {
        return word;
    }
}
