package turtlelab.node.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.kv.KeyRange;

/**
 * Finds the watches that a change of a key concerns: single keys by hash, ranges by a tree of
 * intervals. Watches of the same range stand together. Not for several threads.
 */
final class WatchIndex {
    private final Map<Bytes, Group> keys = new HashMap<>();
    private final IntervalTree ranges = new IntervalTree();
    private int size;

    void add(Watch watch) {
        var range = watch.range;
        var group =
                range.isSingle()
                        ? keys.computeIfAbsent(range.key(), _ -> new Group(range))
                        : ranges.groupOf(range);
        group.add(watch);
        size++;
    }

    void remove(Watch watch) {
        var group = watch.group;
        if (group == null) {
            throw new IllegalStateException("a watch that is in no index");
        }
        group.remove(watch);
        size--;
        if (group.isEmpty()) {
            forget(group.range);
        }
    }

    /** Tells each group whose range holds the key. */
    void find(Bytes key, Consumer<Group> visitor) {
        var single = keys.get(key);
        if (single != null) {
            visitor.accept(single);
        }
        ranges.find(key, visitor);
    }

    boolean concerns(Bytes key) {
        return keys.containsKey(key) || ranges.covers(key);
    }

    int size() {
        return size;
    }

    private void forget(KeyRange range) {
        if (range.isSingle()) {
            keys.remove(range.key());
        } else {
            ranges.remove(range);
        }
    }
}
