package turtlelab.node.consensus.wire;

/** Bytes that are not a message of this protocol. Says what is wrong; the sender is cut off. */
public final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedMessage(String what) {
        super(what);
    }
}
