package turtlelab.node.discovery;

/** How a node may start. */
public sealed interface BootstrapDecision {
    /** It has started before; what it was told about the cluster does not count any more. */
    record Restart(Identity identity) implements BootstrapDecision {}

    /** It is one of the first members of a new cluster. */
    record Found(Identity identity) implements BootstrapDecision {}

    /** It was added to a running cluster and takes everything from there. */
    record Join(Identity identity) implements BootstrapDecision {}

    /** It must not start. */
    record Refused(String reason) implements BootstrapDecision {}
}
