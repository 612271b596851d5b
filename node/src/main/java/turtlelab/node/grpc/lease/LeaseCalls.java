package turtlelab.node.grpc.lease;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnsafeByteOperations;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.Headers;
import turtlelab.node.grpc.Reply;
import turtlelab.node.lease.LeaseAnswer;
import turtlelab.node.lease.Lessor;
import turtlelab.node.replica.Replica;

/** The unary calls of etcd's Lease service (etcd reference B.4). */
public final class LeaseCalls {
    private static final int NO_LEASE = -1;

    private final Lessor lessor;
    private final Headers headers;
    private final Executor readers;

    /**
     * Calls on a lessor.
     *
     * @param readers runs what may be large
     */
    public LeaseCalls(Replica replica, Lessor lessor, Executor readers) {
        this.lessor = lessor;
        this.headers = new Headers(replica);
        this.readers = readers;
    }

    public CompletableFuture<Reply<LeaseGrantResponse>> grant(LeaseGrantRequest request) {
        return lessor.grant(request.getID(), request.getTTL())
                .thenApply(
                        grant ->
                                Reply.of(
                                        grant.outcome(),
                                        _ ->
                                                LeaseGrantResponse.newBuilder()
                                                        .setHeader(headers.now())
                                                        .setID(grant.id())
                                                        .setTTL(grant.ttlSeconds())
                                                        .build()));
    }

    public CompletableFuture<Reply<LeaseRevokeResponse>> revoke(LeaseRevokeRequest request) {
        return lessor.revoke(request.getID())
                .thenApply(
                        outcome ->
                                Reply.of(
                                        outcome,
                                        _ ->
                                                LeaseRevokeResponse.newBuilder()
                                                        .setHeader(headers.now())
                                                        .build()));
    }

    public CompletableFuture<Reply<LeaseTimeToLiveResponse>> timeToLive(
            LeaseTimeToLiveRequest request) {
        return lessor.timeToLive(request.getID(), request.getKeys())
                .thenApplyAsync(answer -> told(request.getID(), answer), readers);
    }

    public CompletableFuture<Reply<DynamicMessage>> leases(DynamicMessage request) {
        return CompletableFuture.supplyAsync(this::list, readers);
    }

    private Reply<DynamicMessage> list() {
        return Reply.ok(LeaseListing.response(headers.now(), lessor.list()));
    }

    private Reply<LeaseTimeToLiveResponse> told(long id, LeaseAnswer answer) {
        var response = LeaseTimeToLiveResponse.newBuilder().setHeader(headers.now()).setID(id);
        return switch (answer) {
            case LeaseAnswer.Running(var left, var granted, var keys) -> {
                response.setTTL(left).setGrantedTTL(granted);
                keys.forEach(key -> response.addKeys(UnsafeByteOperations.unsafeWrap(key.raw())));
                yield Reply.ok(response.build());
            }
            case LeaseAnswer.Gone _ -> Reply.ok(response.setTTL(NO_LEASE).build());
            case LeaseAnswer.Failed(var reason) -> Reply.failed(EtcdError.of(reason));
            case LeaseAnswer.TimedOut _ -> Reply.failed(EtcdError.TIMED_OUT);
        };
    }
}
