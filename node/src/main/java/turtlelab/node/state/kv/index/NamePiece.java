package turtlelab.node.state.kv.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A piece of memory that is filled with names from its start on. Nothing in it is written twice:
 * readers may still be at a name that the index has forgotten. Its counts are the apply thread's.
 */
final class NamePiece {
    private final MemorySegment memory;
    private int used;
    private int live;

    NamePiece(MemorySegment memory) {
        this.memory = memory;
    }

    MemorySegment memory() {
        return memory;
    }

    int size() {
        return (int) memory.byteSize();
    }

    boolean hasRoom(int bytes) {
        return size() - used >= bytes;
    }

    LongName add(byte[] name) {
        MemorySegment.copy(name, 0, memory, ValueLayout.JAVA_BYTE, used, name.length);
        var added = new LongName(this, used, name.length);
        used += name.length;
        live += name.length;
        return added;
    }

    /** Somebody else holds one of its names, too. */
    void share(LongName name) {
        live += name.length();
    }

    void forget(LongName name) {
        live -= name.length();
    }

    boolean isEmpty() {
        return live == 0;
    }

    /** Whether less than half of it is still of use. */
    boolean isSparse() {
        return live < size() / 2;
    }
}
