package turtlelab.node.state.kv;

import java.util.List;
import turtlelab.node.base.Bytes;

/** What a v3 transaction may contain; {@link Range} alone also stands for a plain read. */
public sealed interface Operation {

    /**
     * Sets a key.
     *
     * @param lease 0 for none
     * @param prevKv whether the answer carries what was there before
     * @param ignoreValue keep the value that is there
     * @param ignoreLease keep the lease that is there
     */
    record Put(
            Bytes key,
            Bytes value,
            long lease,
            boolean prevKv,
            boolean ignoreValue,
            boolean ignoreLease)
            implements Operation {}

    /** Deletes the keys of a range. */
    record Delete(KeyRange range, boolean prevKv) implements Operation {}

    /**
     * Reads the keys of a range as of a revision; all of etcd's options in {@link RangeOptions}.
     */
    record Range(KeyRange range, RangeOptions options) implements Operation {}

    /** Compares, then one of two branches; branches may hold transactions. */
    record Txn(List<Compare> compares, List<Operation> success, List<Operation> failure)
            implements Operation {
        public Txn {
            compares = List.copyOf(compares);
            success = List.copyOf(success);
            failure = List.copyOf(failure);
        }
    }
}
