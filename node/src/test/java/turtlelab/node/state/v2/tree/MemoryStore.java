package turtlelab.node.state.v2.tree;

import java.util.TreeMap;
import java.util.function.BiConsumer;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.v2.V2Store;

/** A store in memory that counts what is written to it. */
final class MemoryStore implements V2Store {
    final TreeMap<Bytes, Bytes> entries = new TreeMap<>();
    int writes;

    @Override
    public void put(Bytes key, Bytes value) {
        entries.put(key, value);
        writes++;
    }

    @Override
    public void remove(Bytes key) {
        entries.remove(key);
        writes++;
    }

    @Override
    public void forEach(BiConsumer<Bytes, Bytes> action) {
        entries.forEach(action);
    }
}
