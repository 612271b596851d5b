package turtlelab.node.state.v2.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.state.v2.V2Action;
import turtlelab.node.state.v2.V2Code;
import turtlelab.node.state.v2.V2Counts;
import turtlelab.node.state.v2.V2Interest;
import turtlelab.node.state.v2.V2Next;
import turtlelab.node.state.v2.V2Path;
import turtlelab.node.state.v2.V2Result;
import turtlelab.node.state.v2.V2View;
import turtlelab.node.state.v2.history.V2History;
import turtlelab.node.state.v2.tree.V2Node.Directory;
import turtlelab.node.state.v2.tree.V2Node.File;

/** The tree at one index, for ever. */
record V2Moment(
        Directory root,
        long index,
        long nextExpirationMillis,
        V2Counts counts,
        V2History.Moment history)
        implements V2View {
    @Override
    public V2Result get(String path, boolean recursive, boolean sorted) {
        return switch (Spot.find(root, path)) {
            case Spot.Free(var missing) -> new V2Result.Error(V2Code.KEY_NOT_FOUND, missing, index);
            case Spot.Blocked(var file) -> new V2Result.Error(V2Code.NOT_A_DIRECTORY, file, index);
            case Spot.Taken(File file) -> got(describe(path, file));
            case Spot.Taken(Directory directory) ->
                    got(node(path, directory, list(path, directory, recursive)));
        };
    }

    @Override
    public V2Next next(V2Interest interest, long from) {
        return history.next(interest, from);
    }

    @Override
    public long hash() {
        return TreeHash.of(root, index);
    }

    /** A node as events show it: a directory without its children. */
    static V2Result.Node describe(String path, V2Node node) {
        return node(path, node, null);
    }

    private V2Result got(V2Result.Node node) {
        return new V2Result.Event(V2Action.GET, node, null, false, index);
    }

    /** Recursion ends because no tree is deeper than {@link V2Tree#MAX_LEVELS}. */
    private static List<V2Result.Node> list(String path, Directory directory, boolean recursive) {
        var nodes = new ArrayList<V2Result.Node>();
        for (var child : directory.children()) {
            if (!V2Path.isHidden(child.name())) {
                var below = V2Path.child(path, child.name());
                nodes.add(
                        recursive && child.node() instanceof Directory inner
                                ? node(below, inner, list(below, inner, true))
                                : describe(below, child.node()));
            }
        }
        return nodes;
    }

    private static V2Result.Node node(
            String path, V2Node node, @Nullable List<V2Result.Node> nodes) {
        var stamps = node.stamps();
        return new V2Result.Node(
                path.equals(V2Path.ROOT) ? "" : path,
                node instanceof File(var value, _) ? value : null,
                node.isDirectory(),
                stamps.expiresAtMillis(),
                nodes,
                stamps.modifiedIndex(),
                stamps.createdIndex());
    }
}
