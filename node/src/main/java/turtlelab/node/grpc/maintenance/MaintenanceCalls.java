package turtlelab.node.grpc.maintenance;

import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AlarmResponse;
import io.etcd.jetcd.api.DefragmentRequest;
import io.etcd.jetcd.api.DefragmentResponse;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.HashKVResponse;
import io.etcd.jetcd.api.HashRequest;
import io.etcd.jetcd.api.HashResponse;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.MoveLeaderResponse;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Role;
import turtlelab.node.grpc.ApiLevel;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.Headers;
import turtlelab.node.grpc.Reply;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.KvHash;
import turtlelab.node.state.Rejection;

/** The unary calls of etcd's Maintenance service (etcd reference B.7). */
public final class MaintenanceCalls {
    private final Replica replica;
    private final Headers headers;
    private final AlarmCalls alarms;

    public MaintenanceCalls(Replica replica) {
        this.replica = replica;
        this.headers = new Headers(replica);
        this.alarms = new AlarmCalls(replica);
    }

    public CompletableFuture<Reply<StatusResponse>> status(StatusRequest request) {
        var status = replica.status();
        var size = replica.state().size();
        var response =
                StatusResponse.newBuilder()
                        .setHeader(headers.at(replica.state().kv().revision(), status.term()))
                        .setVersion(ApiLevel.SERVER)
                        .setDbSize(size.allocated())
                        .setDbSizeInUse(size.inUse())
                        .setLeader(status.leader().value())
                        .setRaftIndex(status.commitIndex())
                        .setRaftAppliedIndex(status.appliedIndex())
                        .setRaftTerm(status.term())
                        .setIsLearner(status.role() == Role.LEARNER);
        if (!status.hasLeader()) {
            response.addErrors(EtcdError.NO_LEADER.text());
        }
        replica.state().alarms().forEach(alarm -> response.addErrors(AlarmCalls.text(alarm)));
        return answer(Reply.ok(response.build()));
    }

    public CompletableFuture<Reply<MoveLeaderResponse>> moveLeader(MoveLeaderRequest request) {
        var target = new MemberId(request.getTargetID());
        var status = replica.status();
        if (status.role() != Role.LEADER) {
            return answer(Reply.failed(EtcdError.NOT_LEADER));
        }
        if (!status.membership().isVoter(target)) {
            return answer(Reply.failed(EtcdError.BAD_TRANSFEREE));
        }
        if (target.equals(replica.self())) {
            return answer(Reply.ok(MoveLeaderResponse.getDefaultInstance()));
        }
        return replica.transferLeadership(target)
                .thenApply(
                        refusal ->
                                refusal.<Reply<MoveLeaderResponse>>map(
                                                reason -> Reply.failed(EtcdError.of(reason)))
                                        .orElse(Reply.ok(MoveLeaderResponse.getDefaultInstance())));
    }

    public CompletableFuture<Reply<AlarmResponse>> alarm(AlarmRequest request) {
        return alarms.alarm(request);
    }

    public CompletableFuture<Reply<DefragmentResponse>> defragment(DefragmentRequest request) {
        return replica.upkeep()
                .defragment()
                .thenApply(_ -> Reply.ok(DefragmentResponse.getDefaultInstance()));
    }

    public CompletableFuture<Reply<HashResponse>> hash(HashRequest request) {
        return replica.upkeep()
                .hash()
                .thenApply(
                        sum ->
                                Reply.ok(
                                        HashResponse.newBuilder()
                                                .setHeader(headers.now())
                                                .setHash(sum)
                                                .build()));
    }

    public CompletableFuture<Reply<HashKVResponse>> hashKv(HashKVRequest request) {
        var asked = request.getRevision();
        if (asked > 0 && asked <= replica.state().kv().compactedRevision()) {
            return answer(Reply.failed(EtcdError.of(Rejection.COMPACTED)));
        }
        return replica.upkeep()
                .kvHash(asked)
                .thenApply(
                        hash ->
                                switch (hash) {
                                    case KvHash.Hashed hashed -> Reply.ok(message(hashed));
                                    case KvHash.Refused(var rejection) -> Reply.refused(rejection);
                                });
    }

    private HashKVResponse message(KvHash.Hashed hash) {
        return HashKVResponse.newBuilder()
                .setHeader(headers.now())
                .setHash(hash.sum())
                .setCompactRevision(hash.compacted())
                .build();
    }

    private static <A> CompletableFuture<Reply<A>> answer(Reply<A> reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
