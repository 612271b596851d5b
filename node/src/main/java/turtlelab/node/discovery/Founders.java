package turtlelab.node.discovery;

/** What looking for the first members of a cluster led to. */
public sealed interface Founders {
    /** With these a node may decide how to start. */
    record Known(BootstrapFlags flags) implements Founders {}

    /** It cannot start; the reason may have several lines. */
    record Refused(String reason) implements Founders {}
}
