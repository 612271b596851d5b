package turtlelab.node.consensus;

/** Ends the node. Called at most once, on any engine thread; nothing is acknowledged afterwards. */
public interface FatalHandler {
    /** A broken disk or a bug: going on could lose what was acknowledged. */
    void failed(String what, Throwable cause);

    /** This member was removed from the cluster and never comes back. */
    void removed();
}
