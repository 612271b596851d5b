package turtlelab.node.state.alarm;

/** What a member can raise an alarm about. The ordinals are on disk: only ever append. */
public enum Alarm {
    /** The state's file takes more than its quota: nothing that adds data is accepted. */
    NOSPACE,
    /** The state of a member differs from that of the others: nothing is accepted but reads. */
    CORRUPT
}
