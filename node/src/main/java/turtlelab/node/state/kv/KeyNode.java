package turtlelab.node.state.kv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A node of the {@link KeyIndex}. A leaf holds keys and their histories; an inner node holds
 * children and, between each two of them, the key with which the second begins. Keys never change;
 * histories and children are replaced one by one, by the one writer, visible to any reader at once.
 */
final class KeyNode {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private final byte[][] keys;
    private final Object[] slots;

    private KeyNode(byte[][] keys, Object[] slots) {
        this.keys = keys;
        this.slots = slots;
    }

    static KeyNode leaf(byte[][] keys, KeyHistory[] histories) {
        return new KeyNode(keys, Arrays.copyOf(histories, histories.length, Object[].class));
    }

    static KeyNode inner(byte[][] separators, KeyNode[] children) {
        return new KeyNode(separators, Arrays.copyOf(children, children.length, Object[].class));
    }

    boolean isLeaf() {
        return keys.length == slots.length;
    }

    /** Keys of a leaf, children of an inner node. */
    int size() {
        return slots.length;
    }

    byte[] key(int position) {
        return keys[position];
    }

    /** As {@link Arrays#binarySearch}: where a leaf holds the key, or where it would belong. */
    int find(byte[] key) {
        var low = 0;
        var high = keys.length - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            var order = Arrays.compareUnsigned(keys[middle], key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** Which child of an inner node a key belongs to. */
    int childFor(byte[] key) {
        var found = find(key);
        return found >= 0 ? found + 1 : -found - 1;
    }

    KeyHistory history(int position) {
        return (KeyHistory) SLOT.getAcquire(slots, position);
    }

    void history(int position, KeyHistory history) {
        SLOT.setRelease(slots, position, history);
    }

    KeyNode child(int position) {
        return (KeyNode) SLOT.getAcquire(slots, position);
    }

    void child(int position, KeyNode node) {
        SLOT.setRelease(slots, position, node);
    }

    /** A leaf with one more key. */
    KeyNode with(int position, byte[] key, KeyHistory history) {
        return new KeyNode(inserted(keys, position, key), inserted(slots, position, history));
    }

    /** A leaf without a key, or an inner node without a child. */
    KeyNode without(int position) {
        var key = isLeaf() ? position : Math.max(0, position - 1);
        return new KeyNode(keys.length == 0 ? keys : removed(keys, key), removed(slots, position));
    }

    /** An inner node with two children in the place of one. */
    KeyNode split(int position, KeyNode left, byte[] between, KeyNode right) {
        var children = inserted(slots, position + 1, right);
        children[position] = left;
        return new KeyNode(inserted(keys, position, between), children);
    }

    /** Some neighbouring keys of a leaf, or children of an inner node. */
    KeyNode part(int from, int to) {
        var lastKey = isLeaf() ? to : to - 1;
        return new KeyNode(
                Arrays.copyOfRange(keys, from, lastKey), Arrays.copyOfRange(slots, from, to));
    }

    /** The key that parts {@code part(0, at)} from the rest. */
    byte[] separatorAt(int at) {
        return keys[isLeaf() ? at : at - 1];
    }

    private static <T> T[] inserted(T[] array, int position, T element) {
        var larger = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, position, larger, position + 1, array.length - position);
        larger[position] = element;
        return larger;
    }

    private static <T> T[] removed(T[] array, int position) {
        var smaller = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, position + 1, smaller, position, smaller.length - position);
        return smaller;
    }
}
