package turtlelab.node.grpc;

import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.Compare.CompareResult;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What only the wire form of a transaction tells: holes in it, and whether its reads may be stale.
 */
final class TxnShape {
    /** The compare target that the library's enum does not know yet. */
    private static final int LEASE_TARGET = 4;

    private TxnShape() {}

    /** Why it cannot be read: an operation without content, a compare with unknown words. */
    static Optional<EtcdError> refusal(TxnRequest txn) {
        if (!txn.getCompareList().stream().allMatch(TxnShape::isKnown)) {
            return Optional.of(EtcdError.INVALID_COMPARE);
        }
        return Stream.concat(txn.getSuccessList().stream(), txn.getFailureList().stream())
                .flatMap(op -> refusal(op).stream())
                .findFirst();
    }

    /** Whether every read in it may be answered from local state. */
    static boolean isSerializable(TxnRequest txn) {
        return isSerializable(txn.getSuccessList()) && isSerializable(txn.getFailureList());
    }

    private static Optional<EtcdError> refusal(RequestOp op) {
        return switch (op.getRequestCase()) {
            case REQUEST_TXN -> refusal(op.getRequestTxn());
            case REQUEST_NOT_SET -> Optional.of(EtcdError.KEY_NOT_FOUND);
            case REQUEST_RANGE, REQUEST_PUT, REQUEST_DELETE_RANGE -> Optional.empty();
        };
    }

    private static boolean isKnown(Compare compare) {
        return compare.getResult() != CompareResult.UNRECOGNIZED
                && compare.getTargetValue() >= 0
                && compare.getTargetValue() <= LEASE_TARGET;
    }

    private static boolean isSerializable(List<RequestOp> ops) {
        return ops.stream()
                .allMatch(
                        op ->
                                op.hasRequestTxn()
                                        ? isSerializable(op.getRequestTxn())
                                        : op.getRequestRange().getSerializable());
    }
}
