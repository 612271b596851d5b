package turtlelab.node.state.v2.tree;

import turtlelab.node.state.v2.V2Path;
import turtlelab.node.state.v2.tree.V2Node.Directory;
import turtlelab.node.state.v2.tree.V2Node.Stamps;

/** The two ways to a new root: copy the directories on the way, share everything beside it. */
final class Placing {
    private Placing() {}

    /** The tree with this node at the path; directories missing on the way come into being. */
    static Directory with(Directory root, String path, V2Node node, long index, Changes changes) {
        var names = V2Path.names(path);
        var way = new Directory[names.length];
        way[0] = root;
        for (int i = 1; i < names.length; i++) {
            if (way[i - 1].children().get(names[i - 1]) instanceof Directory there) {
                way[i] = there;
            } else {
                way[i] = new Directory(Children.EMPTY, Stamps.createdAt(index, 0));
                changes.changed(V2Path.upTo(names, i));
            }
        }
        changes.changed(path);
        return rebuilt(way, names, names.length - 1, node);
    }

    /** The tree without the path, which must be there. */
    static Directory without(Directory root, String path) {
        var names = V2Path.names(path);
        int last = names.length - 1;
        var way = new Directory[names.length];
        way[0] = root;
        for (int i = 1; i < names.length; i++) {
            if (!(way[i - 1].children().get(names[i - 1]) instanceof Directory there)) {
                throw new IllegalStateException("no directory on the way to " + path);
            }
            way[i] = there;
        }
        var parent = way[last].with(way[last].children().without(names[last]));
        return last == 0 ? parent : rebuilt(way, names, last - 1, parent);
    }

    private static Directory rebuilt(Directory[] way, String[] names, int from, V2Node node) {
        var child = node;
        for (int i = from; i > 0; i--) {
            child = way[i].with(way[i].children().with(names[i], child));
        }
        return way[0].with(way[0].children().with(names[0], child));
    }
}
