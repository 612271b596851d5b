package turtlelab.node.grpc.lock;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.etcd.jetcd.api.CampaignRequest;
import io.etcd.jetcd.api.CampaignResponse;
import io.etcd.jetcd.api.LeaderKey;
import io.etcd.jetcd.api.LeaderRequest;
import io.etcd.jetcd.api.LeaderResponse;
import io.etcd.jetcd.api.ProclaimRequest;
import io.etcd.jetcd.api.ProclaimResponse;
import io.etcd.jetcd.api.ResignRequest;
import io.etcd.jetcd.api.ResignResponse;
import io.etcd.jetcd.api.ResponseHeader;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.base.Bytes;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.Headers;
import turtlelab.node.grpc.Reply;
import turtlelab.node.grpc.ToWire;
import turtlelab.node.grpc.lock.WaitingCall.Client;
import turtlelab.node.grpc.stream.StreamServer;
import turtlelab.node.lease.queue.Entry;
import turtlelab.node.lease.queue.Place;
import turtlelab.node.lease.queue.Queues;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Result;
import turtlelab.node.state.kv.KeyValue;
import turtlelab.node.state.kv.KvResult;

/** The calls of etcd's Election service (etcd reference B.5). */
public final class ElectionCalls {
    private final Replica replica;
    private final Queues queues;
    private final Headers headers;

    public ElectionCalls(Replica replica, Queues queues) {
        this.replica = replica;
        this.queues = queues;
        this.headers = new Headers(replica);
    }

    /** Waits until the candidate leads. */
    public StreamServer<CampaignRequest, CampaignResponse> campaign() {
        return new WaitingCall<>("campaign", this::campaign);
    }

    /** Tells who leads, from now on and without end. */
    public StreamServer<LeaderRequest, LeaderResponse> observe() {
        return new WaitingCall<>(
                "observe",
                (request, client) ->
                        queues.observe(
                                bytes(request.getName()), leader -> client.send(told(leader))));
    }

    private void campaign(CampaignRequest request, Client<CampaignResponse> client)
            throws InterruptedException {
        var entry =
                queues.enter(
                        bytes(request.getName()), request.getLease(), bytes(request.getValue()));
        switch (entry) {
            case Entry.Failed(var outcome) -> client.fail(Errors.of(outcome));
            case Entry.Taken(var place) -> {
                var header = headers.now(); // Of the entry, as in etcd, however long one waits.
                if (Turn.await(queues, place)) {
                    client.finish(elected(request, place, header));
                } else {
                    client.fail(EtcdError.SESSION_EXPIRED);
                }
            }
        }
    }

    private static CampaignResponse elected(
            CampaignRequest request, Place place, ResponseHeader header) {
        return CampaignResponse.newBuilder()
                .setHeader(header)
                .setLeader(
                        LeaderKey.newBuilder()
                                .setName(request.getName())
                                .setKey(UnsafeByteOperations.unsafeWrap(place.key().raw()))
                                .setRev(place.createRevision())
                                .setLease(place.lease()))
                .build();
    }

    /** Gives the leader another value, while he leads. */
    public CompletableFuture<Reply<ProclaimResponse>> proclaim(ProclaimRequest request) {
        if (!request.hasLeader()) {
            return failed(EtcdError.NO_LEADER_FIELD);
        }
        if (request.getLeader().getKey().isEmpty()) {
            return failed(EtcdError.NO_LOCK_KEY);
        }
        return queues.set(place(request.getLeader()), bytes(request.getValue()))
                .thenApply(
                        outcome ->
                                isDone(outcome)
                                        ? Reply.ok(
                                                ProclaimResponse.newBuilder()
                                                        .setHeader(headers.now())
                                                        .build())
                                        : Reply.failed(Errors.of(outcome)));
    }

    private static boolean isDone(Outcome outcome) {
        return outcome
                        instanceof
                        Outcome.Applied(Result.Kv(KvResult.TxnDone(var succeeded, _, _), _), _, _)
                && succeeded;
    }

    /** Tells who leads now. */
    public CompletableFuture<Reply<LeaderResponse>> leader(LeaderRequest request) {
        return replica.readPoint()
                .thenApply(
                        point ->
                                point.confirmed()
                                        ? queues.first(bytes(request.getName()))
                                                .map(leader -> Reply.ok(told(leader)))
                                                .orElse(Reply.failed(EtcdError.NOBODY_ELECTED))
                                        : Reply.failed(
                                                point.refusal()
                                                        .map(EtcdError::of)
                                                        .orElse(EtcdError.TIMED_OUT)));
    }

    /** Gives the office back; no matter whether it was lost before. */
    public CompletableFuture<Reply<ResignResponse>> resign(ResignRequest request) {
        if (!request.hasLeader()) {
            return failed(EtcdError.NO_LEADER_FIELD);
        }
        if (request.getLeader().getKey().isEmpty()) {
            return failed(EtcdError.NO_LOCK_KEY);
        }
        return queues.leave(place(request.getLeader()))
                .thenApply(
                        outcome ->
                                Reply.of(
                                        outcome,
                                        _ ->
                                                ResignResponse.newBuilder()
                                                        .setHeader(headers.now())
                                                        .build()));
    }

    private LeaderResponse told(KeyValue leader) {
        return LeaderResponse.newBuilder()
                .setHeader(headers.now())
                .setKv(ToWire.keyValue(leader))
                .build();
    }

    private static Place place(LeaderKey leader) {
        var folder = bytes(leader.getName());
        return new Place(folder, bytes(leader.getKey()), leader.getRev(), leader.getLease(), false);
    }

    private static Bytes bytes(ByteString string) {
        return Bytes.wrap(string.toByteArray());
    }

    private static <A> CompletableFuture<Reply<A>> failed(EtcdError error) {
        return CompletableFuture.completedFuture(Reply.failed(error));
    }
}
