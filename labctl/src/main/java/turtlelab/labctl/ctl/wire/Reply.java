package turtlelab.labctl.ctl.wire;

/**
 * What a member answered.
 *
 * @param index of the v2 store when it answered, 0 when it did not say
 */
public record Reply(int status, String body, long index) {

    private static final int KIND = 100;
    private static final int SERVER_FAILED = 5;

    public boolean isServerFailure() {
        return status / KIND == SERVER_FAILED;
    }
}
