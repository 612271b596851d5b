package turtlelab.labctl.driver;

/** What can be done to a node where it lives; a driver says which of these it offers. */
public enum Capability {
    /** SIGKILL its daemon. */
    KILL,
    /** SIGSTOP and SIGCONT its daemon. */
    PAUSE,
    /** Cut its network off from other nodes. */
    PARTITION,
    /** Delay, lose or duplicate its packets. */
    SLOW_NETWORK,
    /** Shift its wall clock. */
    SKEW_CLOCK,
    /** Fill its disk. */
    FILL_DISK,
}
