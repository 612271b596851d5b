package turtlelab.node.state.kv.index;

/**
 * What it takes to know all keys and where their versions are, deleted ones among them until a
 * compaction forgets them.
 *
 * @param heapBytes about how much of the heap
 * @param outsideBytes pieces of memory outside the heap, for long names
 */
public record KeyMemory(long heapBytes, long outsideBytes) {
    /** Whether it is more of either kind than it is to be. */
    public boolean exceeds(KeyMemory most) {
        return heapBytes > most.heapBytes || outsideBytes > most.outsideBytes;
    }
}
