package turtlelab.labctl.stage;

/** Tests run in several processes at once, which must not want the same addresses. */
public final class TestProcess {

    private TestProcess() {}

    /** The number of this process, from 1. */
    public static int number() {
        return Integer.getInteger("test.process", 1);
    }
}
