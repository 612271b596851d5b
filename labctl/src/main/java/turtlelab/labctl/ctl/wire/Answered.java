package turtlelab.labctl.ctl.wire;

/** What came back from a member, whole or only begun. */
public sealed interface Answered permits Opened, Reply {

    /** The HTTP status. */
    int status();

    /** The index of the v2 store when it answered, 0 when it did not say. */
    long index();

    /** Whether the member itself is in trouble, so that another may do better. */
    default boolean isServerFailure() {
        return status() / 100 == 5;
    }
}
