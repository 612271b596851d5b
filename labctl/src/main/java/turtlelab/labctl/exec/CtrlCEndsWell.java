package turtlelab.labctl.exec;

/**
 * While it is open, Ctrl-C ends the program at once and as a success: for commands that run until
 * somebody has seen enough. So does SIGTERM, which Java cannot tell apart.
 */
public final class CtrlCEndsWell implements AutoCloseable {

    private final Thread hook;

    public CtrlCEndsWell() {
        hook = Thread.ofPlatform().name("ctrl-c").unstarted(() -> Runtime.getRuntime().halt(0));
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** From now on Ctrl-C means what it always does. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) { // the program is ending, which is why we are here
            return;
        }
    }
}
