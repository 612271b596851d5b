package turtlelab.node.state;

/**
 * Where what one request is told finds room beside the answers to all others. It says nothing of
 * what a write does: that happens whether there is room to tell of it or not.
 */
@FunctionalInterface
public interface AnswerRoom {
    /** Nobody waits for the answer: nothing is read for its sake. */
    AnswerRoom NOBODY_WAITS = _ -> false;

    /** Beside no others. */
    AnswerRoom ALONE = _ -> true;

    /** Takes so many bytes of keys and values more; false when they do not fit. Never blocks. */
    boolean take(long bytes);
}
