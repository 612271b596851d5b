package turtlelab.node.state.v2.tree;

import turtlelab.node.state.v2.V2Path;
import turtlelab.node.state.v2.tree.V2Node.Directory;

/** What a path leads to. */
sealed interface Spot {
    record Taken(V2Node node) implements Spot {}

    /** Nothing is there; {@code missing} is the first path on the way that does not exist. */
    record Free(String missing) implements Spot {}

    /** The way leads through a file. */
    record Blocked(String file) implements Spot {}

    /** Walks from the root. */
    static Spot find(Directory root, String path) {
        var names = V2Path.names(path);
        V2Node at = root;
        for (int i = 0; i < names.length; i++) {
            if (!(at instanceof Directory(var children, _))) {
                return new Blocked(V2Path.upTo(names, i));
            }
            var child = children.get(names[i]);
            if (child == null) {
                return new Free(V2Path.upTo(names, i + 1));
            }
            at = child;
        }
        return new Taken(at);
    }
}
