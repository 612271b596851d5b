package turtlelab.node.state.v2.tree;

/**
 * What stands at one path of the tree. Immutable, so that readers may keep any moment of the tree;
 * a node does not know its own path.
 */
sealed interface V2Node {
    Stamps stamps();

    default boolean isDirectory() {
        return this instanceof Directory;
    }

    default boolean expires() {
        return stamps().expiresAtMillis() != 0;
    }

    record File(String value, Stamps stamps) implements V2Node {}

    record Directory(Children children, Stamps stamps) implements V2Node {
        Directory with(Children others) {
            return new Directory(others, stamps);
        }
    }

    /**
     * When a node came and changed, as indexes of the tree.
     *
     * @param expiresAtMillis wall clock; 0 for never
     */
    record Stamps(long modifiedIndex, long createdIndex, long expiresAtMillis) {
        /** Of the root, which nobody created. */
        static final Stamps NONE = new Stamps(0, 0, 0);

        static Stamps createdAt(long index, long expiresAtMillis) {
            return new Stamps(index, index, expiresAtMillis);
        }
    }
}
