package turtlelab.node.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import turtlelab.node.state.Result;
import turtlelab.node.state.v2.V2Result;

/** What happened in the v2 tree during a batch, for whoever wants to hear. Apply thread. */
final class V2News {
    private final List<V2Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<V2Result> answers = new ArrayList<>();

    /** Any thread. */
    void listen(V2Listener listener) {
        listeners.add(listener);
    }

    void note(Result result) {
        if (result instanceof Result.V2(var answer) && !listeners.isEmpty()) {
            answers.add(answer);
        }
    }

    /** The batch can be seen now. */
    void tell() {
        if (!answers.isEmpty()) {
            listeners.forEach(listener -> listener.happened(answers));
            answers.clear();
        }
    }

    /** An image took the tree's place. */
    void replaced() {
        listeners.forEach(V2Listener::replaced);
    }
}
