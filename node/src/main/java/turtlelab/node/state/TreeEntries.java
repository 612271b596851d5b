package turtlelab.node.state;

import java.util.function.BiConsumer;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.v2.V2Store;
import turtlelab.node.storage.Table;

/** The v2 tree's nodes, or its newest events, in a table of the storage. */
record TreeEntries(Table table) implements V2Store {
    @Override
    public void put(Bytes key, Bytes value) {
        table.put(key, value);
    }

    @Override
    public void remove(Bytes key) {
        table.remove(key);
    }

    @Override
    public void forEach(BiConsumer<Bytes, Bytes> action) {
        for (var entries = table.from(Bytes.EMPTY); entries.next(); ) {
            action.accept(entries.key(), entries.value());
        }
    }
}
