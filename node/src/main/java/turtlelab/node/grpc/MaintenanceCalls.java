package turtlelab.node.grpc;

import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AlarmResponse;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.MoveLeaderResponse;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Role;
import turtlelab.node.replica.Replica;

/** The calls of etcd's Maintenance service that exist so far. */
final class MaintenanceCalls {
    private final Replica replica;
    private final Headers headers;

    MaintenanceCalls(Replica replica) {
        this.replica = replica;
        this.headers = new Headers(replica);
    }

    CompletableFuture<Reply<StatusResponse>> status(StatusRequest request) {
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
        return answer(Reply.ok(response.build()));
    }

    CompletableFuture<Reply<MoveLeaderResponse>> moveLeader(MoveLeaderRequest request) {
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

    /** No alarm exists yet: none is listed, none can be disarmed, none can be raised by hand. */
    CompletableFuture<Reply<AlarmResponse>> alarm(AlarmRequest request) {
        return answer(
                switch (request.getAction()) {
                    case GET, DEACTIVATE -> Reply.ok(AlarmResponse.getDefaultInstance());
                    case ACTIVATE, UNRECOGNIZED -> Reply.failed(EtcdError.NOT_SUPPORTED);
                });
    }

    private static <A> CompletableFuture<Reply<A>> answer(Reply<A> reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
