package turtlelab.node.state.v2;

import java.util.function.BiConsumer;
import turtlelab.node.base.Bytes;

/** Where the tree keeps its nodes or its newest events; committed by whoever owns the file. */
public interface V2Store {
    void put(Bytes key, Bytes value);

    void remove(Bytes key);

    /** Everything that was put, in the order of the keys. */
    void forEach(BiConsumer<Bytes, Bytes> action);
}
