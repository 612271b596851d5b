package turtlelab.node.storage;

/**
 * Writes what a large request has done so far to disk, in the middle of it, so that what a request
 * takes of the heap has a bound. Called on the apply thread.
 */
@FunctionalInterface
public interface Parts {
    /** Nobody does: everything stays in the heap until the next commit. */
    Parts NONE = _ -> {};

    /**
     * @param request what it has written; all else in the tables was complete before
     */
    void write(Unfinished request);
}
