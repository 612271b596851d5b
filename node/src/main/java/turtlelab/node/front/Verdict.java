package turtlelab.node.front;

/** What a look at the first bytes of a connection says about one protocol. */
public enum Verdict {
    YES,
    NO,
    NEED_MORE
}
