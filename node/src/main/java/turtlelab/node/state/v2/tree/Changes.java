package turtlelab.node.state.v2.tree;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which paths differ from what was saved last. Apply thread only. */
final class Changes {
    private final Set<String> paths = new LinkedHashSet<>();
    private boolean any;

    void changed(String path) {
        paths.add(path);
        any = true;
    }

    /** The index rose, though no path changed. */
    void raised() {
        any = true;
    }

    boolean any() {
        return any;
    }

    /** The paths, which from now on count as saved. */
    List<String> take() {
        var taken = List.copyOf(paths);
        paths.clear();
        any = false;
        return taken;
    }
}
