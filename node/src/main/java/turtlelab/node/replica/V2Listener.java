package turtlelab.node.replica;

import java.util.List;
import turtlelab.node.state.v2.V2Result;

/** Hears what happens in the v2 tree of this member. On the apply thread: do not block. */
public interface V2Listener {
    /** Readers can see these answers now; in the order of the log, refusals among them. */
    void happened(List<V2Result> answers);

    /** A leader's image took the place of the tree: nobody was told what happened meanwhile. */
    void replaced();
}
