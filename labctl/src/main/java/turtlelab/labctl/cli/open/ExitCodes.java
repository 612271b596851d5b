package turtlelab.labctl.cli.open;

import turtlelab.labctl.exec.LabFailure;

/** What labctl's exit codes mean; the one place where failures become numbers. */
public final class ExitCodes {

    public static final int OK = 0;

    /** Wrong flag, file or name. */
    public static final int USAGE = 1;

    /** A guard refused. */
    public static final int REFUSED = 2;

    /** There is no room for another member. */
    public static final int FULL = 3;

    /** A node or a command failed. */
    public static final int UNAVAILABLE = 4;

    /** The cluster is not healthy. */
    public static final int UNHEALTHY = 5;

    /** Somebody else was quicker: try again. */
    public static final int RACE = 6;

    /** A check found something. */
    public static final int CHECK_FAILED = 7;

    /** Ended by Ctrl-C, as shells count it. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}

    /** The exit code for a run that ended with this failure. */
    public static int of(Exception failure) {
        return switch (failure) {
            case LabFailure lab -> of(lab.kind());
            case InterruptedException _ -> INTERRUPTED;
            default -> UNAVAILABLE;
        };
    }

    private static int of(LabFailure.Kind kind) {
        return switch (kind) {
            case CONFIGURATION -> USAGE;
            case REFUSED -> REFUSED;
            case UNAVAILABLE -> UNAVAILABLE;
            case FULL -> FULL;
            case UNHEALTHY -> UNHEALTHY;
            case RACE -> RACE;
        };
    }
}
