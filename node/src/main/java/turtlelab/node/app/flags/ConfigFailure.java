package turtlelab.node.app.flags;

/** The node cannot start as asked: what to print, and the exit code that goes with it. */
public final class ConfigFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean usage;

    private ConfigFailure(String message, boolean usage) {
        super(message);
        this.usage = usage;
    }

    /** A flag that cannot be parsed: the usage follows, exit code 2, as Go's flag package does. */
    public static ConfigFailure badFlag(String message) {
        return new ConfigFailure(message, true);
    }

    /** Values that do not go together or cannot be used: exit code 1. */
    public static ConfigFailure refused(String message) {
        return new ConfigFailure(message, false);
    }

    /** A refusal in the frame that etcd puts around its flag checks. */
    public static ConfigFailure verifying(String what) {
        return refused("error verifying flags, " + what + ". See 'etcd --help'.");
    }

    public boolean showUsage() {
        return usage;
    }

    public int exitCode() {
        return usage ? 2 : 1;
    }
}
