package turtlelab.node.state.kv.index;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Gives memory for long names of keys, in pieces. There is nothing to give back: a piece is free
 * when nobody can reach it any more.
 */
@FunctionalInterface
public interface NameRoom {
    /** None but the heap. */
    NameRoom HEAP = _ -> null;

    /** A new piece of that many bytes, for any thread; null when there is no more to be had. */
    @Nullable MemorySegment take(int bytes);
}
