package turtlelab.labctl.lab;

/** What a daemon can be told by its machine. */
public enum Signal {
    /** End in order. */
    TERM,
    /** End at once, without a last word. */
    KILL,
    /** Stand still, and keep everything. */
    STOP,
    /** Go on after {@link #STOP}. */
    CONT,
}
