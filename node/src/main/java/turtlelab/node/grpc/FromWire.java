package turtlelab.node.grpc;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.kv.Compare;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.kv.RangeOptions;

/** Reads etcd's requests into operations. Transactions must have passed {@link TxnShape}. */
final class FromWire {
    private static final int LEASE_FIELD = 8;

    private FromWire() {}

    static Operation.Put put(PutRequest put) {
        return new Operation.Put(
                bytes(put.getKey()),
                bytes(put.getValue()),
                put.getLease(),
                put.getPrevKv(),
                put.getIgnoreValue(),
                put.getIgnoreLease());
    }

    static Operation.Delete delete(DeleteRangeRequest delete) {
        return new Operation.Delete(
                range(delete.getKey(), delete.getRangeEnd()), delete.getPrevKv());
    }

    static Operation.Range range(RangeRequest range) {
        return new Operation.Range(range(range.getKey(), range.getRangeEnd()), options(range));
    }

    static Operation.Txn txn(TxnRequest txn) {
        return new Operation.Txn(
                txn.getCompareList().stream().map(FromWire::compare).toList(),
                txn.getSuccessList().stream().map(FromWire::operation).toList(),
                txn.getFailureList().stream().map(FromWire::operation).toList());
    }

    /** The bytes without a copy where the message holds them in an array of their own. */
    static Bytes bytes(ByteString string) {
        if (string.isEmpty()) {
            return Bytes.EMPTY;
        }
        var sink = new Sink(string.size());
        try {
            UnsafeByteOperations.unsafeWriteTo(string, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return Bytes.wrap(sink.array);
    }

    static KeyRange range(ByteString key, ByteString end) {
        return new KeyRange(bytes(key), bytes(end));
    }

    private static Operation operation(RequestOp op) {
        return switch (op.getRequestCase()) {
            case REQUEST_PUT -> put(op.getRequestPut());
            case REQUEST_DELETE_RANGE -> delete(op.getRequestDeleteRange());
            case REQUEST_RANGE -> range(op.getRequestRange());
            case REQUEST_TXN -> txn(op.getRequestTxn());
            case REQUEST_NOT_SET -> throw new IllegalArgumentException("an empty operation");
        };
    }

    private static RangeOptions options(RangeRequest range) {
        return new RangeOptions(
                range.getRevision(),
                range.getLimit(),
                order(range.getSortOrder()),
                target(range.getSortTarget()),
                range.getKeysOnly(),
                range.getCountOnly(),
                range.getMinModRevision(),
                range.getMaxModRevision(),
                range.getMinCreateRevision(),
                range.getMaxCreateRevision());
    }

    private static RangeOptions.SortOrder order(RangeRequest.SortOrder order) {
        return switch (order) {
            case ASCEND -> RangeOptions.SortOrder.ASCENDING;
            case DESCEND -> RangeOptions.SortOrder.DESCENDING;
            case NONE, UNRECOGNIZED -> RangeOptions.SortOrder.NONE;
        };
    }

    private static RangeOptions.SortTarget target(RangeRequest.SortTarget target) {
        return switch (target) {
            case VERSION -> RangeOptions.SortTarget.VERSION;
            case CREATE -> RangeOptions.SortTarget.CREATE;
            case MOD -> RangeOptions.SortTarget.MOD;
            case VALUE -> RangeOptions.SortTarget.VALUE;
            case KEY, UNRECOGNIZED -> RangeOptions.SortTarget.KEY;
        };
    }

    private static Compare compare(io.etcd.jetcd.api.Compare compare) {
        return new Compare(
                range(compare.getKey(), compare.getRangeEnd()),
                relation(compare.getResult()),
                operand(compare));
    }

    private static Compare.Relation relation(io.etcd.jetcd.api.Compare.CompareResult result) {
        return switch (result) {
            case EQUAL -> Compare.Relation.EQUAL;
            case GREATER -> Compare.Relation.GREATER;
            case LESS -> Compare.Relation.LESS;
            case NOT_EQUAL -> Compare.Relation.NOT_EQUAL;
            case UNRECOGNIZED -> throw new IllegalArgumentException("an unknown relation");
        };
    }

    private static Compare.Operand operand(io.etcd.jetcd.api.Compare compare) {
        return switch (compare.getTarget()) {
            case VERSION -> new Compare.Operand.Version(compare.getVersion());
            case CREATE -> new Compare.Operand.CreateRevision(compare.getCreateRevision());
            case MOD -> new Compare.Operand.ModRevision(compare.getModRevision());
            case VALUE -> new Compare.Operand.Value(bytes(compare.getValue()));
            case UNRECOGNIZED -> new Compare.Operand.Lease(lease(compare));
        };
    }

    /** The lease to compare with: the library's message does not know this field yet. */
    private static long lease(io.etcd.jetcd.api.Compare compare) {
        var values = compare.getUnknownFields().getField(LEASE_FIELD).getVarintList();
        return values.isEmpty() ? 0 : values.getLast();
    }

    /** Takes the array of a {@link ByteString} itself where it is exactly the string. */
    private static final class Sink extends ByteOutput {
        private byte[] array = {};
        private int filled;
        private final int size;

        Sink(int size) {
            this.size = size;
        }

        @Override
        public void writeLazy(byte[] value, int offset, int length) {
            if (offset == 0 && length == size && value.length == size) {
                array = value;
                filled = size;
            } else {
                write(value, offset, length);
            }
        }

        @Override
        public void write(byte[] value, int offset, int length) {
            room();
            System.arraycopy(value, offset, array, filled, length);
            filled += length;
        }

        @Override
        public void write(byte value) {
            room();
            array[filled++] = value;
        }

        @Override
        public void write(ByteBuffer value) {
            room();
            int length = value.remaining();
            value.get(array, filled, length);
            filled += length;
        }

        @Override
        public void writeLazy(ByteBuffer value) {
            write(value);
        }

        private void room() {
            if (array.length == 0) {
                array = new byte[size];
            }
        }
    }
}
