package turtlelab.labctl.ctl.flag;

/** Words that no flag fits; the message is Go's. */
public final class FlagFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public FlagFailure(String message) {
        super(message);
    }
}
