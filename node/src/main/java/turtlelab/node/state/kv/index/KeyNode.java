package turtlelab.node.state.kv.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A node of the {@link KeyIndex}. A leaf holds names of keys (see {@link Names}) and their
 * histories; an inner node holds children and, between each two of them, an array: no name in the
 * second comes before it, all in the first do. Names never change; histories and children are
 * replaced one by one, by the one writer, visible to any reader at once.
 */
final class KeyNode {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private final Object[] names;
    private final Object[] slots;

    private KeyNode(Object[] names, Object[] slots) {
        this.names = names;
        this.slots = slots;
    }

    static KeyNode emptyLeaf() {
        return new KeyNode(new Object[0], new Object[0]);
    }

    /** With two children. */
    static KeyNode inner(KeyNode left, byte[] between, KeyNode right) {
        return new KeyNode(new Object[] {between}, new Object[] {left, right});
    }

    boolean isLeaf() {
        return names.length == slots.length;
    }

    /** Keys of a leaf, children of an inner node. */
    int size() {
        return slots.length;
    }

    /** A name of a leaf. */
    Object name(int position) {
        return names[position];
    }

    /** What an inner node has between a child and the next one. */
    byte[] separator(int position) {
        return (byte[]) names[position];
    }

    /** As {@link Arrays#binarySearch}: where a leaf holds the key, or where it would belong. */
    int find(byte[] key) {
        var low = 0;
        var high = names.length - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            var order = Names.compare(names[middle], key);
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
    KeyNode with(int position, Object name, KeyHistory history) {
        return new KeyNode(inserted(names, position, name), inserted(slots, position, history));
    }

    /** A leaf with an equal name in the place of one. */
    KeyNode renamed(int position, Object name) {
        var renamed = names.clone();
        renamed[position] = name;
        return new KeyNode(renamed, slots);
    }

    /** A leaf without a key, or an inner node without a child. */
    KeyNode without(int position) {
        var name = isLeaf() ? position : Math.max(0, position - 1);
        return new KeyNode(
                names.length == 0 ? names : removed(names, name), removed(slots, position));
    }

    /** An inner node with two children in the place of one. */
    KeyNode split(int position, KeyNode left, byte[] between, KeyNode right) {
        var children = inserted(slots, position + 1, right);
        children[position] = left;
        return new KeyNode(inserted(names, position, between), children);
    }

    /** Some neighbouring keys of a leaf, or children of an inner node. */
    KeyNode part(int from, int to) {
        var lastName = isLeaf() ? to : to - 1;
        return new KeyNode(
                Arrays.copyOfRange(names, from, lastName), Arrays.copyOfRange(slots, from, to));
    }

    /** What parts {@code part(0, at)} from the rest. */
    byte[] separatorAt(int at) {
        return isLeaf() ? Names.separator(names[at - 1], names[at]) : separator(at - 1);
    }

    private static Object[] inserted(Object[] array, int position, Object element) {
        var larger = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, position, larger, position + 1, array.length - position);
        larger[position] = element;
        return larger;
    }

    private static Object[] removed(Object[] array, int position) {
        var smaller = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, position + 1, smaller, position, smaller.length - position);
        return smaller;
    }
}
