package turtlelab.node.state.v2.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.v2.V2Action;
import turtlelab.node.state.v2.V2Code;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.V2Command.Condition;
import turtlelab.node.state.v2.V2Command.Content;
import turtlelab.node.state.v2.V2Counts;
import turtlelab.node.state.v2.V2Path;
import turtlelab.node.state.v2.V2Result;
import turtlelab.node.state.v2.V2Result.Error;
import turtlelab.node.state.v2.V2Result.Event;
import turtlelab.node.state.v2.V2Store;
import turtlelab.node.state.v2.V2View;
import turtlelab.node.state.v2.history.V2History;
import turtlelab.node.state.v2.tree.Spot.Blocked;
import turtlelab.node.state.v2.tree.Spot.Free;
import turtlelab.node.state.v2.tree.Spot.Taken;
import turtlelab.node.state.v2.tree.V2Node.Directory;
import turtlelab.node.state.v2.tree.V2Node.File;
import turtlelab.node.state.v2.tree.V2Node.Stamps;

/**
 * The v2 key space: directories and files, each successful change raising one index (etcd reference
 * A.2-A.4). Deterministic: equal commands in equal order give equal trees, answers and hashes.
 *
 * <p>All nodes are immutable; a change replaces the directories from the root to the node
 * concerned, so {@link #view} costs nothing and stays as it is for ever. Everything but a view is
 * called on the apply thread only.
 */
public final class V2Tree {
    /**
     * A key may not lie deeper: the only limit that etcd does not know, since it has no stack to
     * lose.
     */
    public static final int MAX_LEVELS = 1000;

    /** The entry that holds the index; no path looks like it. */
    private static final Bytes INDEX = Bytes.utf8("index");

    private final V2Counts counts = new V2Counts();
    private final Expirations expirations = new Expirations();
    private final Changes changes = new Changes();
    private Directory root = new Directory(Children.EMPTY, Stamps.NONE);
    private V2History history = new V2History();
    private long index;

    /**
     * The tree as it was saved last; empty stores give an empty tree.
     *
     * @param nodes what is there
     * @param events what happened last
     */
    public static V2Tree load(V2Store nodes, V2Store events) {
        var tree = new V2Tree();
        nodes.forEach(
                (key, value) -> {
                    if (key.equals(INDEX)) {
                        tree.index = Long.parseLong(value.utf8());
                    } else {
                        tree.place(key.utf8(), null, V2NodeCodec.decode(value));
                    }
                });
        tree.changes.take();
        tree.history = V2History.load(events, tree.index);
        return tree;
    }

    /**
     * Makes a change or says why not. What happened comes out as a value; nobody is called back.
     */
    public V2Result apply(V2Command command) {
        if (V2Path.names(command.path()).length > MAX_LEVELS) {
            return error(V2Code.INVALID_FIELD, "more than " + MAX_LEVELS + " levels");
        }
        var result =
                switch (command) {
                    case V2Command.Set(var path, var content) -> set(path, content);
                    case V2Command.Create(var path, var content) -> create(path, content);
                    case V2Command.CreateInOrder(var path, var content) ->
                            create(V2Path.child(path, "%020d".formatted(index + 1)), content);
                    case V2Command.Update(var path, var content) -> update(path, content);
                    case V2Command.CompareAndSwap(var path, var condition, var content) ->
                            compareAndSwap(path, condition, content);
                    case V2Command.Delete(var path, var dir, var recursive) ->
                            delete(path, dir, recursive);
                    case V2Command.CompareAndDelete(var path, var condition) ->
                            compareAndDelete(path, condition);
                    case V2Command.Expire(_, var untilMillis) -> expire(untilMillis);
                };
        switch (result) {
            case Event event -> history.add(event);
            case V2Result.Expired(var events, _) -> events.forEach(history::add);
            case Error _ -> {}
        }
        counts.count(command, result);
        return result;
    }

    /**
     * Counts a change that etcd keeps in this tree and we do not: of members and the cluster
     * version.
     */
    public void raiseIndex() {
        index++;
        changes.raised();
        history.skip();
    }

    /** The tree as it stands, for readers on any thread. */
    public V2View view() {
        return new V2Moment(root, index, expirations.nextMillis(), counts.copy(), history.moment());
    }

    /** Writes what changed since the last call, and only that; belongs before every commit. */
    public void save(V2Store nodes, V2Store events) {
        if (changes.any()) {
            for (var path : changes.take()) {
                var key = Bytes.utf8(path);
                if (Spot.find(root, path) instanceof Taken(var node)) {
                    nodes.put(key, V2NodeCodec.encode(node));
                } else {
                    nodes.remove(key);
                }
            }
            nodes.put(INDEX, Bytes.utf8(Long.toString(index)));
            history.save(events);
        }
    }

    private V2Result set(String path, Content content) {
        var spot = Spot.find(root, path);
        if (spot instanceof Blocked(var file)) {
            return error(V2Code.NOT_A_DIRECTORY, file);
        }
        if (spot instanceof Free(var missing) && content.refresh()) {
            return error(V2Code.KEY_NOT_FOUND, missing);
        }
        if (path.equals(V2Path.ROOT)) {
            return error(V2Code.ROOT_READ_ONLY, path);
        }
        var before = spot instanceof Taken(var node) ? node : null;
        if (before instanceof Directory) {
            return error(V2Code.NOT_A_FILE, path);
        }
        return make(V2Action.SET, path, content, before);
    }

    private V2Result create(String path, Content content) {
        if (path.equals(V2Path.ROOT)) {
            return error(V2Code.ROOT_READ_ONLY, path);
        }
        return switch (Spot.find(root, path)) {
            case Taken _ -> error(V2Code.KEY_EXISTS, path);
            case Blocked(var file) -> error(V2Code.NOT_A_DIRECTORY, file);
            case Free _ -> make(V2Action.CREATE, path, content, null);
        };
    }

    private V2Result make(V2Action action, String path, Content content, @Nullable V2Node before) {
        index++;
        var stamps = Stamps.createdAt(index, content.expiresAtMillis());
        V2Node made =
                content.dir()
                        ? new Directory(Children.EMPTY, stamps)
                        : new File(valueOf(content, before), stamps);
        place(path, before, made);
        return event(action, path, made, before, content.refresh());
    }

    private V2Result update(String path, Content content) {
        if (path.equals(V2Path.ROOT)) {
            return error(V2Code.ROOT_READ_ONLY, path);
        }
        return switch (Spot.find(root, path)) {
            case Free(var missing) -> error(V2Code.KEY_NOT_FOUND, missing);
            case Blocked(var file) -> error(V2Code.NOT_A_DIRECTORY, file);
            case Taken(File file) -> rewrite(V2Action.UPDATE, path, file, content);
            case Taken(Directory directory) -> updateDirectory(path, directory, content);
        };
    }

    /** etcd tells the new index in its answer, but leaves the directory's own index as it was. */
    private V2Result updateDirectory(String path, Directory directory, Content content) {
        if (!content.value().isEmpty()) {
            return error(V2Code.NOT_A_FILE, path);
        }
        index++;
        var old = directory.stamps();
        var kept = new Stamps(old.modifiedIndex(), old.createdIndex(), content.expiresAtMillis());
        place(path, directory, new Directory(directory.children(), kept));
        var told = new Stamps(index, old.createdIndex(), content.expiresAtMillis());
        var shown = new Directory(Children.EMPTY, told);
        return event(V2Action.UPDATE, path, shown, directory, content.refresh());
    }

    private V2Result compareAndSwap(String path, Condition condition, Content content) {
        if (path.equals(V2Path.ROOT)) {
            return error(V2Code.ROOT_READ_ONLY, path);
        }
        return switch (Spot.find(root, path)) {
            case Free(var missing) -> error(V2Code.KEY_NOT_FOUND, missing);
            case Blocked(var file) -> error(V2Code.NOT_A_DIRECTORY, file);
            case Taken(Directory _) -> error(V2Code.NOT_A_FILE, path);
            case Taken(File file) -> {
                var mismatch = mismatch(condition, file);
                yield mismatch.isEmpty()
                        ? rewrite(V2Action.COMPARE_AND_SWAP, path, file, content)
                        : error(V2Code.COMPARE_FAILED, mismatch);
            }
        };
    }

    private V2Result rewrite(V2Action action, String path, File before, Content content) {
        index++;
        var created = before.stamps().createdIndex();
        var stamps = new Stamps(index, created, content.expiresAtMillis());
        var after = new File(valueOf(content, before), stamps);
        place(path, before, after);
        return event(action, path, after, before, content.refresh());
    }

    private V2Result delete(String path, boolean dir, boolean recursive) {
        if (path.equals(V2Path.ROOT)) {
            return error(V2Code.ROOT_READ_ONLY, path);
        }
        return switch (Spot.find(root, path)) {
            case Free(var missing) -> error(V2Code.KEY_NOT_FOUND, missing);
            case Blocked(var file) -> error(V2Code.NOT_A_DIRECTORY, file);
            case Taken(Directory _) when !dir && !recursive -> error(V2Code.NOT_A_FILE, path);
            case Taken(Directory(var children, _)) when !recursive && !children.isEmpty() ->
                    error(V2Code.DIRECTORY_NOT_EMPTY, path);
            case Taken(var node) -> remove(V2Action.DELETE, path, node);
        };
    }

    private V2Result compareAndDelete(String path, Condition condition) {
        return switch (Spot.find(root, path)) {
            case Free(var missing) -> error(V2Code.KEY_NOT_FOUND, missing);
            case Blocked(var file) -> error(V2Code.NOT_A_DIRECTORY, file);
            case Taken(Directory _) ->
                    error(V2Code.NOT_A_FILE, path.equals(V2Path.ROOT) ? "" : path);
            case Taken(File file) -> {
                var mismatch = mismatch(condition, file);
                yield mismatch.isEmpty()
                        ? remove(V2Action.COMPARE_AND_DELETE, path, file)
                        : error(V2Code.COMPARE_FAILED, mismatch);
            }
        };
    }

    private V2Result expire(long untilMillis) {
        var events = new ArrayList<Event>();
        while (events.size() < V2Command.Expire.MOST && expirations.nextMillis() <= untilMillis) {
            var path = expirations.nextPath();
            if (!(Spot.find(root, path) instanceof Taken(var node))) {
                throw new IllegalStateException("an expiration without a node: " + path);
            }
            events.add(remove(V2Action.EXPIRE, path, node));
        }
        return new V2Result.Expired(events, index);
    }

    private Event remove(V2Action action, String path, V2Node before) {
        index++;
        forget(path, before);
        root = Placing.without(root, path);
        var previous = V2Moment.describe(path, before);
        var stamps = before.stamps();
        var gone =
                new V2Result.Node(
                        path, null, before.isDirectory(), 0, null, index, stamps.createdIndex());
        return new Event(action, gone, previous, false, index);
    }

    /** Drops a node and all below it from the lists beside the tree. */
    private void forget(String path, V2Node node) {
        var pending = new ArrayDeque<Branch>();
        pending.push(new Branch(path, node));
        while (!pending.isEmpty()) {
            var branch = pending.pop();
            expirations.remove(branch.path, branch.node);
            changes.changed(branch.path);
            if (branch.node instanceof Directory(var children, _)) {
                for (var child : children) {
                    var below = V2Path.child(branch.path, child.name());
                    pending.push(new Branch(below, child.node()));
                }
            }
        }
    }

    private void place(String path, @Nullable V2Node before, V2Node after) {
        if (before != null) {
            expirations.remove(path, before);
        }
        expirations.add(path, after);
        root = Placing.with(root, path, after, index, changes);
    }

    private Event event(
            V2Action action, String path, V2Node node, @Nullable V2Node before, boolean refresh) {
        var previous = before == null ? null : V2Moment.describe(path, before);
        return new Event(action, V2Moment.describe(path, node), previous, refresh, index);
    }

    private Error error(V2Code code, String cause) {
        return new Error(code, cause, index);
    }

    private static String mismatch(Condition condition, File file) {
        return condition.mismatch(file.value(), file.stamps().modifiedIndex());
    }

    private static String valueOf(Content content, @Nullable V2Node before) {
        return content.refresh() && before instanceof File(var kept, _) ? kept : content.value();
    }

    private record Branch(String path, V2Node node) {}
}
