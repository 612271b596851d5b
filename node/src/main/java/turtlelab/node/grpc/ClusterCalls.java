package turtlelab.node.grpc;

import io.etcd.jetcd.api.MemberAddRequest;
import io.etcd.jetcd.api.MemberAddResponse;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberListResponse;
import io.etcd.jetcd.api.MemberPromoteRequest;
import io.etcd.jetcd.api.MemberPromoteResponse;
import io.etcd.jetcd.api.MemberRemoveRequest;
import io.etcd.jetcd.api.MemberRemoveResponse;
import io.etcd.jetcd.api.MemberUpdateRequest;
import io.etcd.jetcd.api.MemberUpdateResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import turtlelab.node.base.MemberId;
import turtlelab.node.member.Members;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;

/** The calls of etcd's Cluster service. */
final class ClusterCalls {
    private final Members members;
    private final Headers headers;

    ClusterCalls(Replica replica, Members members) {
        this.members = members;
        this.headers = new Headers(replica);
    }

    CompletableFuture<Reply<MemberListResponse>> list(MemberListRequest request) {
        return CompletableFuture.completedFuture(
                Reply.ok(
                        MemberListResponse.newBuilder()
                                .setHeader(headers.withoutRevision())
                                .addAllMembers(ToWire.members(members.list().list()))
                                .build()));
    }

    CompletableFuture<Reply<MemberAddResponse>> add(MemberAddRequest request) {
        return reply(
                members.add(request.getPeerURLsList(), request.getIsLearner()),
                changed ->
                        MemberAddResponse.newBuilder()
                                .setHeader(headers.withoutRevision())
                                .setMember(ToWire.member(changed.member()))
                                .addAllMembers(ToWire.members(changed.members().list()))
                                .build());
    }

    CompletableFuture<Reply<MemberRemoveResponse>> remove(MemberRemoveRequest request) {
        return reply(
                members.remove(new MemberId(request.getID())),
                changed ->
                        MemberRemoveResponse.newBuilder()
                                .setHeader(headers.withoutRevision())
                                .addAllMembers(ToWire.members(changed.members().list()))
                                .build());
    }

    CompletableFuture<Reply<MemberUpdateResponse>> update(MemberUpdateRequest request) {
        return reply(
                members.update(new MemberId(request.getID()), request.getPeerURLsList()),
                changed ->
                        MemberUpdateResponse.newBuilder()
                                .setHeader(headers.withoutRevision())
                                .addAllMembers(ToWire.members(changed.members().list()))
                                .build());
    }

    CompletableFuture<Reply<MemberPromoteResponse>> promote(MemberPromoteRequest request) {
        return reply(
                members.promote(new MemberId(request.getID())),
                changed ->
                        MemberPromoteResponse.newBuilder()
                                .setHeader(headers.withoutRevision())
                                .addAllMembers(ToWire.members(changed.members().list()))
                                .build());
    }

    private static <A> CompletableFuture<Reply<A>> reply(
            CompletableFuture<Members.Answer> answer, Function<Members.Answer.Changed, A> message) {
        return answer.thenApply(
                known ->
                        switch (known) {
                            case Members.Answer.Changed changed -> Reply.ok(message.apply(changed));
                            case Members.Answer.Refused(var rejection, _) ->
                                    Reply.refused(rejection);
                            case Members.Answer.RemovedForEver _ ->
                                    Reply.failed(EtcdError.MEMBER_NOT_FOUND);
                            case Members.Answer.Failed(var outcome) -> Reply.failed(error(outcome));
                        });
    }

    private static EtcdError error(Outcome.Change outcome) {
        return switch (outcome) {
            case Outcome.Change.DidNotFit(var refusal) -> EtcdError.of(refusal);
            case Outcome.Change.NotApplied(var reason) -> EtcdError.of(reason);
            case Outcome.Change.Unknown(var reason) -> EtcdError.of(reason);
            case Outcome.Change.Changed _ ->
                    throw new IllegalStateException("a change that was made cannot have failed");
        };
    }
}
