package turtlelab.labctl.exec;

/**
 * Something labctl could not or would not do. The message tells the user what happened and what
 * cures it; the kind decides labctl's exit code.
 */
public class LabFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why it failed, as far as a script wants to know. */
    public enum Kind {
        /** Wrong flag, file, name or machine: exit 1. */
        CONFIGURATION,
        /** A guard refused, since it would do harm: exit 2. */
        REFUSED,
        /** A node or a command did not do what it should: exit 4. */
        UNAVAILABLE,
        /** There is no room for another member: exit 3. */
        FULL,
        /** The nodes run, but the cluster is not healthy: exit 5. */
        UNHEALTHY,
        /** Somebody else was quicker; trying again may help: exit 6. */
        RACE,
    }

    private final Kind kind;

    public LabFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public LabFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
