package turtlelab.node.replica.upkeep;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import turtlelab.node.state.kv.index.NameRoom;

/**
 * Memory of this process outside its heap: as much as {@code -XX:MaxDirectMemorySize} lets it have,
 * which is the size of the heap unless somebody says otherwise. When that is reached the JVM
 * collects first, and so frees what nobody reaches.
 */
public final class OutsideHeap implements NameRoom {
    @Override
    public @Nullable MemorySegment take(int bytes) {
        try {
            return Arena.ofAuto().allocate(bytes);
        } catch (OutOfMemoryError _) { // Not of the heap: nothing is lost, and names fit there too.
            return null;
        }
    }
}
