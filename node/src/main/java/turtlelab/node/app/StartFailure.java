package turtlelab.node.app;

/**
 * The node cannot start, and a person can do something about it: the message says what is wrong.
 */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
