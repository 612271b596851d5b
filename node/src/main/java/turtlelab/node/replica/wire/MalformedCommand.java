package turtlelab.node.replica.wire;

/** Bytes in the log that are not a command of a form known here. */
public final class MalformedCommand extends Exception {
    private static final long serialVersionUID = 1;

    MalformedCommand(String what) {
        super(what);
    }
}
