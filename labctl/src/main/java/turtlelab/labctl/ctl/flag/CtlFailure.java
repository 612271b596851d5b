package turtlelab.labctl.ctl.flag;

/** Ends a command: what stderr says, as it stands, and the exit code. */
public final class CtlFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    /**
     * A failure.
     *
     * @param text for stderr; may have several lines, and none when all is said
     */
    public CtlFailure(int exitCode, String text) {
        super(text);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    public String text() {
        var text = getMessage();
        return text == null ? "" : text;
    }
}
