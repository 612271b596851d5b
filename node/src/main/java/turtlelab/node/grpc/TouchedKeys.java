package turtlelab.node.grpc;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import turtlelab.node.state.kv.KeyRange;

/**
 * What one branch of a transaction writes, to find a key that is written twice. Etcd refuses a second put
 * of a key and a put into a range that the branch deletes; two deletes may meet, and so may the two
 * branches of a nested transaction, since only one of them runs.
 */
final class TouchedKeys {
    private final Set<ByteString> puts = new HashSet<>();
    private final List<KeyRange> deletes = new ArrayList<>();

    /** Whether either branch writes a key twice. */
    static boolean clash(TxnRequest txn) {
        return of(txn.getSuccessList()).isEmpty() || of(txn.getFailureList()).isEmpty();
    }

    /** What the branch writes; empty when it writes a key twice. */
    private static Optional<TouchedKeys> of(List<RequestOp> branch) {
        var touched = new TouchedKeys();
        for (var op : branch) {
            if (op.hasRequestDeleteRange()) {
                var delete = op.getRequestDeleteRange();
                touched.deletes.add(FromWire.range(delete.getKey(), delete.getRangeEnd()));
            }
        }
        for (var op : branch) {
            if (op.hasRequestTxn() && !touched.takeNested(op.getRequestTxn())) {
                return Optional.empty();
            }
        }
        for (var op : branch) {
            if (op.hasRequestPut() && !touched.take(op.getRequestPut().getKey())) {
                return Optional.empty();
            }
        }
        return Optional.of(touched);
    }

    private boolean takeNested(TxnRequest txn) {
        var success = of(txn.getSuccessList());
        var failure = of(txn.getFailureList());
        if (success.isEmpty() || failure.isEmpty()) {
            return false;
        }
        for (var key : success.get().puts) {
            if (!take(key)) {
                return false;
            }
        }
        for (var key : failure.get().puts) {
            if (!success.get().puts.contains(key) && !take(key)) {
                return false;
            }
        }
        deletes.addAll(success.get().deletes);
        deletes.addAll(failure.get().deletes);
        return true;
    }

    private boolean take(ByteString key) {
        var bytes = FromWire.bytes(key);
        return deletes.stream().noneMatch(range -> range.contains(bytes)) && puts.add(key);
    }
}
