package turtlelab.node.grpc;

import com.google.protobuf.Message;
import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.lock.LockGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;
import turtlelab.node.consensus.Role;
import turtlelab.node.grpc.lease.KeepAlives;
import turtlelab.node.grpc.lock.ElectionCalls;
import turtlelab.node.grpc.lock.LockCalls;
import turtlelab.node.grpc.maintenance.SnapshotStream;
import turtlelab.node.grpc.stream.Conversation;
import turtlelab.node.grpc.stream.LeaderRequired;
import turtlelab.node.grpc.stream.StreamServer;
import turtlelab.node.grpc.stream.StreamingRpc;
import turtlelab.node.grpc.watch.WatchCalls;
import turtlelab.node.grpc.watch.WatchReply;
import turtlelab.node.lease.Lessor;
import turtlelab.node.lease.queue.Queues;
import turtlelab.node.replica.Replica;
import turtlelab.node.watch.Watches;

/** The streaming calls of the v3 API as a table, each behind the guards that hold for all. */
public final class V3Streams {
    private final Replica replica;
    private final Lessor lessor;
    private final Queues queues;
    private final LeaderRequired leader;

    public V3Streams(Replica replica, Lessor lessor, Queues queues, LeaderRequired leader) {
        this.replica = replica;
        this.lessor = lessor;
        this.queues = queues;
        this.leader = leader;
    }

    /** All streaming calls. */
    public List<StreamingRpc<?, ?>> of(Watches watches, RequestLimits limits) {
        var elections = new ElectionCalls(replica, queues);
        return List.of(
                rpc(
                        LeaseGrpc.getLeaseKeepAliveMethod(),
                        "/lease/keepalive",
                        new KeepAlives(replica, lessor)),
                rpc(LockGrpc.getLockMethod(), "/lock/lock", new LockCalls(replica, queues).lock()),
                rpc(ElectionGrpc.getCampaignMethod(), "/election/campaign", elections.campaign()),
                rpc(ElectionGrpc.getObserveMethod(), "/election/observe", elections.observe()),
                watch(new WatchCalls(replica, watches, limits.maxRequestBytes())),
                // Learners serve it too (etcd reference B.6), and nobody needs a leader for it.
                StreamingRpc.of(
                        MaintenanceGrpc.getSnapshotMethod(),
                        "/maintenance/snapshot",
                        (caller, _) -> new SnapshotStream(replica, caller)));
    }

    private StreamingRpc<WatchRequest, WatchReply> watch(WatchCalls calls) {
        return new StreamingRpc<>(
                WatchCalls.method(),
                "/watch",
                guarded(calls::open),
                WatchReply::readable,
                new CallCounter());
    }

    /** A call that is answered in etcd's messages, behind the guards. */
    <Q extends Message, A extends Message> StreamingRpc<Q, A> rpc(
            MethodDescriptor<Q, A> method, String path, StreamServer<Q, A> server) {
        return StreamingRpc.of(method, path, guarded(server));
    }

    /** A learner serves no streams (etcd reference B.6). */
    private <Q, A> StreamServer<Q, A> guarded(StreamServer<Q, A> server) {
        var led = leader.before(server);
        return (caller, headers) -> {
            if (replica.status().role() == Role.LEARNER) {
                caller.fail(EtcdError.LEARNER_CANNOT);
                return Conversation.over();
            }
            return led.open(caller, headers);
        };
    }
}
