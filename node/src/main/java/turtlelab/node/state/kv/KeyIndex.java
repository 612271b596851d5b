package turtlelab.node.state.kv;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;

/**
 * All keys in order with their histories, in the heap: about 100 bytes for a key of 20. Changed by
 * the apply thread, read from any thread without locks.
 *
 * <p>It is a B+ tree whose nodes never change their shape: a new key replaces its leaf by a copy,
 * with one store into the parent; a new history for a known key is one store into the leaf. A
 * reader that holds a replaced node sees the tree of a moment ago, and that is enough: it has fixed
 * a published revision before it entered, and everything up to that was here by then. What is newer
 * it passes over. (A skip list takes three times the cache misses and 25 bytes more for each key.)
 */
final class KeyIndex {
    private static final int FULL = 64;
    private static final int MOST_LEVELS = 32;

    private volatile KeyNode root = KeyNode.leaf(new byte[0][], new KeyHistory[0]);
    private volatile int keys;
    private final KeyNode[] path = new KeyNode[MOST_LEVELS];
    private final int[] steps = new int[MOST_LEVELS];

    /** How many keys it holds. Any thread. */
    int keys() {
        return keys;
    }

    @Nullable KeyHistory get(Bytes key) {
        var node = root;
        while (!node.isLeaf()) {
            node = node.child(node.childFor(key.raw()));
        }
        var position = node.find(key.raw());
        return position < 0 ? null : node.history(position);
    }

    /** The key in the array that is held here anyway, where it is known. */
    Bytes own(Bytes key) {
        var node = root;
        while (!node.isLeaf()) {
            node = node.child(node.childFor(key.raw()));
        }
        var position = node.find(key.raw());
        return position < 0 ? key : Bytes.wrap(node.key(position));
    }

    /** The index takes the key's array as its own. */
    void put(byte[] key, KeyHistory history) {
        var depth = descend(key);
        var leaf = path[depth];
        var position = leaf.find(key);
        if (position >= 0) {
            leaf.history(position, history);
            return;
        }
        var place = -position - 1;
        count(1);
        var larger = leaf.with(place, key, history);
        if (larger.size() <= FULL) {
            replace(depth, larger);
        } else {
            // Keys that come in ascending order fill their leaves.
            split(depth, larger, place == leaf.size() ? place : larger.size() / 2);
        }
    }

    /** Written by the apply thread alone. */
    private void count(int more) {
        var before = keys;
        keys = before + more;
    }

    void remove(byte[] key) {
        var depth = descend(key);
        var position = path[depth].find(key);
        if (position < 0) {
            return;
        }
        count(-1);
        var smaller = path[depth].without(position);
        while (smaller.size() == 0 && depth > 0) {
            depth--;
            smaller = path[depth].without(steps[depth]);
        }
        replace(depth, smaller);
    }

    /** Walks over the keys of a range, ascending. */
    Walk in(KeyRange range) {
        var from = range.key().raw();
        if (range.isOpen()) {
            return new Walk(from, null);
        }
        var to = range.isSingle() ? Arrays.copyOf(from, from.length + 1) : range.end().raw();
        return new Walk(from, to);
    }

    /** Walks over the keys behind the given one, ascending; over all keys for null. */
    Walk behind(byte @Nullable [] key) {
        var from = key == null ? new byte[0] : Arrays.copyOf(key, key.length + 1);
        return new Walk(from, null);
    }

    /** Notes the way from the root to the key's leaf; gives the leaf's depth. */
    private int descend(byte[] key) {
        var node = root;
        var depth = 0;
        path[0] = node;
        while (!node.isLeaf()) {
            steps[depth] = node.childFor(key);
            node = node.child(steps[depth]);
            path[++depth] = node;
        }
        return depth;
    }

    private void replace(int depth, KeyNode node) {
        if (depth == 0) {
            root = node;
        } else {
            path[depth - 1].child(steps[depth - 1], node);
        }
    }

    private void split(int depth, KeyNode large, int at) {
        var left = large.part(0, at);
        var right = large.part(at, large.size());
        var between = large.separatorAt(at);
        if (depth == 0) {
            root = KeyNode.inner(new byte[][] {between}, new KeyNode[] {left, right});
            return;
        }
        var parent = path[depth - 1].split(steps[depth - 1], left, between, right);
        if (parent.size() <= FULL) {
            replace(depth - 1, parent);
        } else {
            var last = steps[depth - 1] == path[depth - 1].size() - 1;
            split(depth - 1, parent, last ? parent.size() - 1 : parent.size() / 2);
        }
    }

    /** Where a walk stands. {@link #next} first; used by one thread. */
    final class Walk {
        private final byte @Nullable [] end;
        private KeyNode leaf = root;
        private byte @Nullable [] leafEnd;
        private int position;

        private Walk(byte[] from, byte @Nullable [] end) {
            this.end = end;
            enter(from);
            position--;
        }

        /** Moves to the next key; false at the end. */
        boolean next() {
            position++;
            while (position == leaf.size()) {
                if (leafEnd == null) {
                    return false;
                }
                enter(leafEnd);
            }
            return end == null || Arrays.compareUnsigned(key(), end) < 0;
        }

        /** The index's own array: not to be written to. */
        byte[] key() {
            return leaf.key(position);
        }

        KeyHistory history() {
            return leaf.history(position);
        }

        /**
         * Goes to the first key at or behind the given one in its leaf, and notes with which key
         * the next leaf begins. A leaf may begin with earlier keys: it takes over an empty
         * neighbour's.
         */
        private void enter(byte[] key) {
            var node = root;
            leafEnd = null;
            while (!node.isLeaf()) {
                var step = node.childFor(key);
                if (step < node.size() - 1) {
                    leafEnd = node.key(step);
                }
                node = node.child(step);
            }
            leaf = node;
            var found = leaf.find(key);
            position = found >= 0 ? found : -found - 1;
        }
    }
}
