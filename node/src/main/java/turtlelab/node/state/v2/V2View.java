package turtlelab.node.state.v2;

/** The v2 tree for readers. */
public interface V2View {
    /** The newest published index. */
    long index();

    /**
     * Reads a key.
     *
     * @param recursive whether sub-directories come with their children
     * @param sorted whether children are in key order, at every level
     * @return an {@link V2Result.Event} with action {@code get}, or error 100
     */
    V2Result get(String path, boolean recursive, boolean sorted);
}
