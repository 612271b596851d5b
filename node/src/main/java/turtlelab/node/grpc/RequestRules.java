package turtlelab.node.grpc;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.Compare.CompareResult;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import java.util.List;
import java.util.Optional;
import turtlelab.node.state.Rejection;

/** What can be refused by looking at a request alone, in etcd's order (etcd reference B.2). */
final class RequestRules {
    /** The compare target that the library's enum does not know yet. */
    private static final int LEASE_TARGET = 4;

    private RequestRules() {}

    static Optional<EtcdError> refusal(RangeRequest range) {
        return key(range.getKey());
    }

    static Optional<EtcdError> refusal(DeleteRangeRequest delete) {
        return key(delete.getKey());
    }

    static Optional<EtcdError> refusal(PutRequest put) {
        if (put.getIgnoreValue() && !put.getValue().isEmpty()) {
            return key(put.getKey()).or(() -> refused(Rejection.VALUE_PROVIDED));
        }
        if (put.getIgnoreLease() && put.getLease() != 0) {
            return key(put.getKey()).or(() -> refused(Rejection.LEASE_PROVIDED));
        }
        return key(put.getKey());
    }

    static Optional<EtcdError> refusal(TxnRequest txn, int maxOps) {
        return shape(txn, maxOps)
                .or(() -> TouchedKeys.clash(txn) ? refused(Rejection.DUPLICATE_KEY) : fine());
    }

    /** Whether nothing in either branch writes. */
    static boolean isReadOnly(TxnRequest txn) {
        return isReadOnly(txn.getSuccessList()) && isReadOnly(txn.getFailureList());
    }

    /** Whether every read in it may be answered from local state. */
    static boolean isSerializable(TxnRequest txn) {
        return isSerializable(txn.getSuccessList()) && isSerializable(txn.getFailureList());
    }

    private static Optional<EtcdError> shape(TxnRequest txn, int maxOps) {
        int ops =
                Math.max(
                        txn.getCompareCount(),
                        Math.max(txn.getSuccessCount(), txn.getFailureCount()));
        if (ops > maxOps) {
            return refused(Rejection.TOO_MANY_OPERATIONS);
        }
        return first(txn.getCompareList().stream().map(RequestRules::compare))
                .or(() -> branch(txn.getSuccessList(), maxOps - ops))
                .or(() -> branch(txn.getFailureList(), maxOps - ops));
    }

    private static Optional<EtcdError> branch(List<RequestOp> ops, int budget) {
        return first(ops.stream().map(op -> operation(op, budget)));
    }

    private static Optional<EtcdError> first(
            java.util.stream.Stream<Optional<EtcdError>> refusals) {
        return refusals.flatMap(Optional::stream).findFirst();
    }

    private static Optional<EtcdError> compare(Compare compare) {
        boolean known =
                compare.getResult() != CompareResult.UNRECOGNIZED
                        && compare.getTargetValue() >= 0
                        && compare.getTargetValue() <= LEASE_TARGET;
        return key(compare.getKey())
                .or(() -> known ? fine() : Optional.of(EtcdError.INVALID_COMPARE));
    }

    private static Optional<EtcdError> operation(RequestOp op, int budget) {
        return switch (op.getRequestCase()) {
            case REQUEST_RANGE -> refusal(op.getRequestRange());
            case REQUEST_PUT -> refusal(op.getRequestPut());
            case REQUEST_DELETE_RANGE -> refusal(op.getRequestDeleteRange());
            case REQUEST_TXN -> shape(op.getRequestTxn(), budget);
            case REQUEST_NOT_SET -> refused(Rejection.KEY_NOT_FOUND);
        };
    }

    private static boolean isReadOnly(List<RequestOp> ops) {
        return ops.stream()
                .allMatch(
                        op ->
                                op.hasRequestRange()
                                        || (op.hasRequestTxn() && isReadOnly(op.getRequestTxn())));
    }

    private static boolean isSerializable(List<RequestOp> ops) {
        return ops.stream()
                .allMatch(
                        op ->
                                op.hasRequestTxn()
                                        ? isSerializable(op.getRequestTxn())
                                        : op.getRequestRange().getSerializable());
    }

    private static Optional<EtcdError> key(ByteString key) {
        return key.isEmpty() ? refused(Rejection.EMPTY_KEY) : fine();
    }

    private static Optional<EtcdError> refused(Rejection rejection) {
        return Optional.of(EtcdError.of(rejection));
    }

    private static Optional<EtcdError> fine() {
        return Optional.empty();
    }
}
