package turtlelab.node.state.kv.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.kv.KeyRange;

/**
 * All keys in order with their histories, in the heap: about 100 bytes for a key of 20, the names
 * of long ones outside it. Changed by the apply thread, read from any thread without locks.
 *
 * <p>It is a B+ tree whose nodes never change their shape: a new key replaces its leaf by a copy,
 * with one store into the parent; a new history for a known key is one store into the leaf. A
 * reader that holds a replaced node sees the tree of a moment ago, and that is enough: it has fixed
 * a published revision before it entered, and everything up to that was here by then. What is newer
 * it passes over. (A skip list takes three times the cache misses and 25 bytes more for each key.)
 */
public final class KeyIndex {
    private static final int FULL = 64;
    private static final int MOST_LEVELS = 32;

    /** A history, the places of it and its name in a leaf, and what its deletion will add. */
    private static final int ENTRY_BYTES = 88;

    private final Names names;
    private @Nullable KeyIndex before;
    private volatile KeyNode root = KeyNode.emptyLeaf();
    private volatile int keys;
    private volatile long heapBytes;

    /** What it took when a successor began to take more; negative before. */
    private volatile long outsideAtLast = -1;

    private final KeyNode[] path = new KeyNode[MOST_LEVELS];
    private final int[] steps = new int[MOST_LEVELS];

    /**
     * Without any keys yet.
     *
     * @param room for long names
     */
    public KeyIndex(NameRoom room) {
        this(new Names(room), null);
    }

    private KeyIndex(Names names, @Nullable KeyIndex before) {
        this.names = names;
        this.before = before;
    }

    /**
     * An index that is to take the place of this one, which changes no more: long names that both
     * know are there once. To be filled, and then {@link #settle settled}.
     */
    public KeyIndex successor() {
        outsideAtLast = names.pieceBytes();
        return new KeyIndex(names, this);
    }

    /** What only the one before knew is of no use any more, but for those who still read there. */
    public void settle() {
        if (before != null) {
            for (var walk = before.behind(null); walk.next(); ) {
                names.forget(walk.name());
            }
            before = null;
        }
    }

    /** How many keys it holds. Any thread. */
    public int keys() {
        return keys;
    }

    /** What it takes. Any thread. */
    public KeyMemory memory() {
        var last = outsideAtLast;
        return new KeyMemory(heapBytes, last < 0 ? names.pieceBytes() : last);
    }

    public @Nullable KeyHistory get(Bytes key) {
        var node = root;
        while (!node.isLeaf()) {
            node = node.child(node.childFor(key.raw()));
        }
        var position = node.find(key.raw());
        return position < 0 ? null : node.history(position);
    }

    private @Nullable Object nameOf(byte[] key) {
        var node = root;
        while (!node.isLeaf()) {
            node = node.child(node.childFor(key));
        }
        var position = node.find(key);
        return position < 0 ? null : node.name(position);
    }

    /** The index takes the key's array as its own. */
    public void put(byte[] key, KeyHistory history) {
        var depth = descend(key);
        var leaf = path[depth];
        var position = leaf.find(key);
        if (position >= 0) {
            count(0, history.heapBytes() - leaf.history(position).heapBytes());
            leaf.history(position, history);
            return;
        }
        var place = -position - 1;
        var name =
                names.keep(
                        key, before == null || key.length < Names.LONG ? null : before.nameOf(key));
        count(1, heapBytes(name, history));
        var larger = leaf.with(place, name, history);
        if (larger.size() <= FULL) {
            replace(depth, larger);
        } else {
            // Keys that come in ascending order fill their leaves.
            split(depth, larger, place == leaf.size() ? place : larger.size() / 2);
        }
    }

    private static int heapBytes(Object name, KeyHistory history) {
        return ENTRY_BYTES + Names.heapBytes(name) + history.heapBytes();
    }

    /** Written by the apply thread alone. */
    private void count(int moreKeys, int moreBytes) {
        if (moreKeys != 0) {
            var last = keys;
            keys = last + moreKeys;
        }
        if (moreBytes != 0) {
            var last = heapBytes;
            heapBytes = last + moreBytes;
        }
    }

    public void remove(byte[] key) {
        var depth = descend(key);
        var position = path[depth].find(key);
        if (position < 0) {
            return;
        }
        var name = path[depth].name(position);
        count(-1, -heapBytes(name, path[depth].history(position)));
        names.forget(name);
        var smaller = path[depth].without(position);
        while (smaller.size() == 0 && depth > 0) {
            depth--;
            smaller = path[depth].without(steps[depth]);
        }
        replace(depth, smaller);
    }

    /** Whether long names keep so much more memory than their own that it is worth moving them. */
    public boolean isLoose() {
        return names.isLoose();
    }

    /** Moves the name that a walk is at, if it keeps much memory for little. Apply thread. */
    public void tidy(Walk walk) {
        var moved = names.moved(walk.name());
        if (moved != null) {
            var depth = descend(moved.bytes());
            var position = path[depth].find(moved.bytes());
            replace(depth, path[depth].renamed(position, moved));
            names.forget(walk.name());
        }
    }

    /** Walks over the keys of a range, ascending. */
    public Walk in(KeyRange range) {
        var from = range.key().raw();
        if (range.isOpen()) {
            return new Walk(from, null);
        }
        var to = range.isSingle() ? Arrays.copyOf(from, from.length + 1) : range.end().raw();
        return new Walk(from, to);
    }

    /** Walks over the keys behind the given one, ascending; over all keys for null. */
    public Walk behind(byte @Nullable [] key) {
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
            root = KeyNode.inner(left, between, right);
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
    public final class Walk {
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
        public boolean next() {
            position++;
            while (position == leaf.size()) {
                if (leafEnd == null) {
                    return false;
                }
                enter(leafEnd);
            }
            return end == null || Names.compare(name(), end) < 0;
        }

        /** Not to be written to: the index's own array, or a copy of a long name. */
        public byte[] key() {
            return Names.bytes(name());
        }

        private Object name() {
            return leaf.name(position);
        }

        public KeyHistory history() {
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
                    leafEnd = node.separator(step);
                }
                node = node.child(step);
            }
            leaf = node;
            var found = leaf.find(key);
            position = found >= 0 ? found : -found - 1;
        }
    }
}
