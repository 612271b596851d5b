package turtlelab.node.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.Member;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.ResponseOp;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.MemberTable.MemberInfo;
import turtlelab.node.state.kv.KeyValue;
import turtlelab.node.state.kv.KvResult;

/** Writes results as etcd's answers; keys and values are shared, never copied. */
public final class ToWire {
    private ToWire() {}

    static PutResponse put(ResponseHeader header, KvResult.Put put) {
        var response = PutResponse.newBuilder().setHeader(header);
        if (put.previous() != null) {
            response.setPrevKv(keyValue(put.previous()));
        }
        return response.build();
    }

    static DeleteRangeResponse deleted(ResponseHeader header, KvResult.Deleted deleted) {
        var response = DeleteRangeResponse.newBuilder().setHeader(header);
        response.setDeleted(deleted.count());
        deleted.previous().forEach(kv -> response.addPrevKvs(keyValue(kv)));
        return response.build();
    }

    static RangeResponse ranged(ResponseHeader header, KvResult.Ranged ranged) {
        var response = RangeResponse.newBuilder().setHeader(header);
        response.setMore(ranged.more()).setCount(ranged.count());
        for (var kv : ranged.keyValues()) {
            response.addKvs(keyValue(kv));
        }
        return response.build();
    }

    static TxnResponse txn(ResponseHeader header, KvResult.TxnDone txn) {
        var response = TxnResponse.newBuilder().setHeader(header);
        response.setSucceeded(txn.succeeded());
        txn.answers().forEach(answer -> response.addResponses(nested(answer)));
        return response.build();
    }

    static List<Member> members(List<MemberInfo> members) {
        return members.stream().map(ToWire::member).toList();
    }

    static Member member(MemberInfo member) {
        return Member.newBuilder()
                .setID(member.id().value())
                .setName(member.name())
                .addAllPeerURLs(member.peerUrls())
                .addAllClientURLs(member.clientUrls())
                .setIsLearner(member.learner())
                .build();
    }

    /**
     * An answer inside a transaction: its header tells the revision only, a nested one's nothing.
     */
    private static ResponseOp nested(KvResult answer) {
        var op = ResponseOp.newBuilder();
        return switch (answer) {
            case KvResult.Put put -> op.setResponsePut(put(at(put.revision()), put)).build();
            case KvResult.Deleted deleted ->
                    op.setResponseDeleteRange(deleted(at(deleted.revision()), deleted)).build();
            case KvResult.Ranged ranged ->
                    op.setResponseRange(ranged(at(ranged.revision()), ranged)).build();
            case KvResult.TxnDone txn ->
                    op.setResponseTxn(txn(ResponseHeader.getDefaultInstance(), txn)).build();
        };
    }

    private static ResponseHeader at(long revision) {
        return ResponseHeader.newBuilder().setRevision(revision).build();
    }

    /** A version of a key. */
    public static io.etcd.jetcd.api.KeyValue keyValue(KeyValue kv) {
        return io.etcd.jetcd.api.KeyValue.newBuilder()
                .setKey(bytes(kv.key()))
                .setCreateRevision(kv.createRevision())
                .setModRevision(kv.modRevision())
                .setVersion(kv.version())
                .setValue(bytes(kv.value()))
                .setLease(kv.lease())
                .build();
    }

    private static ByteString bytes(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.raw());
    }
}
