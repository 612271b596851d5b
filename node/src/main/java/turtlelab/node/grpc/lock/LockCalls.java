package turtlelab.node.grpc.lock;

import com.google.protobuf.UnsafeByteOperations;
import io.etcd.jetcd.api.lock.LockRequest;
import io.etcd.jetcd.api.lock.LockResponse;
import io.etcd.jetcd.api.lock.UnlockRequest;
import io.etcd.jetcd.api.lock.UnlockResponse;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.base.Bytes;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.Headers;
import turtlelab.node.grpc.Reply;
import turtlelab.node.grpc.lock.WaitingCall.Client;
import turtlelab.node.grpc.stream.StreamServer;
import turtlelab.node.lease.queue.Entry;
import turtlelab.node.lease.queue.Queues;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.Operation;

/**
 * The calls of etcd's Lock service (etcd reference B.5). A lock taken without a lease hangs on one
 * of a minute that is kept alive while it waits, and by nobody from then on.
 */
public final class LockCalls {
    private final Replica replica;
    private final Queues queues;
    private final Headers headers;

    public LockCalls(Replica replica, Queues queues) {
        this.replica = replica;
        this.queues = queues;
        this.headers = new Headers(replica);
    }

    /** Waits until the lock is held; whoever goes away while waiting gives up his place. */
    public StreamServer<LockRequest, LockResponse> lock() {
        return new WaitingCall<>("lock", this::lock);
    }

    private void lock(LockRequest request, Client<LockResponse> client)
            throws InterruptedException {
        var name = Bytes.wrap(request.getName().toByteArray());
        switch (queues.enter(name, request.getLease(), Bytes.EMPTY)) {
            case Entry.Failed(var outcome) -> client.fail(Errors.of(outcome));
            case Entry.Taken(var place) -> {
                if (Turn.await(queues, place)) {
                    client.finish(
                            LockResponse.newBuilder()
                                    .setHeader(headers.now())
                                    .setKey(UnsafeByteOperations.unsafeWrap(place.key().raw()))
                                    .build());
                } else {
                    client.fail(EtcdError.SESSION_EXPIRED);
                }
            }
        }
    }

    /** Deletes the key of a lock, whoever's it is. */
    public CompletableFuture<Reply<UnlockResponse>> unlock(UnlockRequest request) {
        var key = Bytes.wrap(request.getKey().toByteArray());
        if (key.isEmpty()) {
            return CompletableFuture.completedFuture(Reply.failed(EtcdError.NO_LOCK_KEY));
        }
        var delete = new Operation.Delete(KeyRange.single(key), false);
        return replica.execute(new Command.Write(delete))
                .thenApply(
                        outcome ->
                                Reply.of(
                                        outcome,
                                        _ ->
                                                UnlockResponse.newBuilder()
                                                        .setHeader(headers.now())
                                                        .build()));
    }
}
