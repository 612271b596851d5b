package turtlelab.node.watch;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.kv.KeyRange;

/**
 * Groups by range, to be found by a key within: a treap ordered by the ranges' starts, then ends,
 * in which each node knows the greatest end below it. A find costs the logarithm of the number of
 * ranges, and more only for what it finds. The shape comes from the ranges' hashes, so it needs no
 * chance.
 */
final class IntervalTree {
    private @Nullable Node root;

    private static final class Node {
        private final Group group;
        private final int priority;
        private @Nullable Node left;
        private @Nullable Node right;

        /** The greatest end in this subtree; null for one without end. */
        private @Nullable Bytes greatestEnd;

        Node(KeyRange range) {
            this.group = new Group(range);
            this.priority = scrambled(range.hashCode());
            this.greatestEnd = end(range);
        }

        /** After a change of children. */
        Node updated() {
            greatestEnd = end(group.range);
            include(left);
            include(right);
            return this;
        }

        private void include(@Nullable Node child) {
            if (child != null && greatestEnd != null) {
                var other = child.greatestEnd;
                greatestEnd =
                        other == null || other.compareTo(greatestEnd) > 0 ? other : greatestEnd;
            }
        }
    }

    /** The range's group, made when there is none. */
    Group groupOf(KeyRange range) {
        for (var node = root; node != null; ) {
            var order = compare(range, node.group.range);
            if (order == 0) {
                return node.group;
            }
            node = order < 0 ? node.left : node.right;
        }
        var added = new Node(range);
        root = insert(root, added);
        return added.group;
    }

    void remove(KeyRange range) {
        root = without(root, range);
    }

    /** Tells each group whose range holds the key, in the order of the ranges. */
    void find(Bytes key, Consumer<Group> visitor) {
        find(root, key, visitor);
    }

    /** Whether any range holds the key. */
    boolean covers(Bytes key) {
        var node = root;
        while (node != null && reaches(node.greatestEnd, key)) {
            if (node.group.range.contains(key)) {
                return true;
            }
            // Whatever reaches the key on the left starts before it, so it holds it.
            var left = node.left;
            node = left != null && reaches(left.greatestEnd, key) ? left : node.right;
        }
        return false;
    }

    private static void find(@Nullable Node node, Bytes key, Consumer<Group> visitor) {
        if (node == null || !reaches(node.greatestEnd, key)) {
            return;
        }
        find(node.left, key, visitor);
        if (node.group.range.key().compareTo(key) <= 0) {
            if (node.group.range.contains(key)) {
                visitor.accept(node.group);
            }
            find(node.right, key, visitor);
        }
    }

    private static boolean reaches(@Nullable Bytes end, Bytes key) {
        return end == null || key.compareTo(end) < 0;
    }

    private static Node insert(@Nullable Node node, Node added) {
        if (node == null) {
            return added;
        }
        if (compare(added.group.range, node.group.range) < 0) {
            node.left = insert(node.left, added);
            return node.left.priority > node.priority ? rotateRight(node) : node.updated();
        }
        node.right = insert(node.right, added);
        return node.right.priority > node.priority ? rotateLeft(node) : node.updated();
    }

    private static @Nullable Node without(@Nullable Node node, KeyRange range) {
        if (node == null) {
            return null;
        }
        var order = compare(range, node.group.range);
        if (order == 0) {
            return merged(node.left, node.right);
        }
        if (order < 0) {
            node.left = without(node.left, range);
        } else {
            node.right = without(node.right, range);
        }
        return node.updated();
    }

    private static @Nullable Node merged(@Nullable Node left, @Nullable Node right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        if (left.priority > right.priority) {
            left.right = merged(left.right, right);
            return left.updated();
        }
        right.left = merged(left, right.left);
        return right.updated();
    }

    private static Node rotateRight(Node node) {
        var left = node.left;
        if (left == null) {
            throw new IllegalStateException("nothing to rotate");
        }
        node.left = left.right;
        left.right = node.updated();
        return left.updated();
    }

    private static Node rotateLeft(Node node) {
        var right = node.right;
        if (right == null) {
            throw new IllegalStateException("nothing to rotate");
        }
        node.right = right.left;
        right.left = node.updated();
        return right.updated();
    }

    private static @Nullable Bytes end(KeyRange range) {
        return range.isOpen() ? null : range.end();
    }

    private static int compare(KeyRange one, KeyRange other) {
        var order = one.key().compareTo(other.key());
        return order != 0 ? order : one.end().compareTo(other.end());
    }

    /** Keys that look alike have hashes that look alike; priorities must not. */
    private static int scrambled(int hash) {
        int mixed = hash * 0x9E3779B9;
        mixed ^= mixed >>> 16;
        mixed *= 0x85EBCA6B;
        return mixed ^ mixed >>> 13;
    }
}
