package turtlelab.node.grpc;

import com.google.protobuf.Message;
import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.lock.LockGrpc;
import io.grpc.MethodDescriptor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import turtlelab.node.consensus.Role;
import turtlelab.node.grpc.lease.LeaseCalls;
import turtlelab.node.grpc.lease.LeaseListing;
import turtlelab.node.grpc.lock.ElectionCalls;
import turtlelab.node.grpc.lock.LockCalls;
import turtlelab.node.grpc.maintenance.MaintenanceCalls;
import turtlelab.node.lease.Lessor;
import turtlelab.node.lease.queue.Queues;
import turtlelab.node.member.Members;
import turtlelab.node.replica.Replica;

/** The v3 API as a table: every unary call, its path in the gateway, and who answers it. */
public final class V3Calls {
    private final Replica replica;

    private V3Calls(Replica replica) {
        this.replica = replica;
    }

    /**
     * All calls.
     *
     * @param readers runs what may be large; may reject when it has too much to do
     */
    public static List<Rpc<?, ?>> of(
            Replica replica,
            Members members,
            Lessor lessor,
            Queues queues,
            RequestLimits limits,
            Executor readers) {
        var table = new V3Calls(replica);
        return Stream.of(
                        table.kv(new KvCalls(replica, limits, readers)),
                        table.cluster(new ClusterCalls(replica, members)),
                        table.lease(new LeaseCalls(replica, lessor, readers)),
                        table.lock(new LockCalls(replica, queues)),
                        table.election(new ElectionCalls(replica, queues)),
                        table.maintenance(new MaintenanceCalls(replica)))
                .<Rpc<?, ?>>flatMap(Function.identity())
                .toList();
    }

    private Stream<Rpc<?, ?>> kv(KvCalls kv) {
        return Stream.of(
                rpc(KVGrpc.getRangeMethod(), "/kv/range", kv::range),
                rpc(KVGrpc.getPutMethod(), "/kv/put", kv::put),
                rpc(KVGrpc.getDeleteRangeMethod(), "/kv/deleterange", kv::deleteRange),
                rpc(KVGrpc.getTxnMethod(), "/kv/txn", kv::txn),
                rpc(KVGrpc.getCompactMethod(), "/kv/compaction", kv::compact));
    }

    private Stream<Rpc<?, ?>> cluster(ClusterCalls cluster) {
        return Stream.of(
                rpc(ClusterGrpc.getMemberListMethod(), "/cluster/member/list", cluster::list),
                rpc(ClusterGrpc.getMemberAddMethod(), "/cluster/member/add", cluster::add),
                rpc(ClusterGrpc.getMemberRemoveMethod(), "/cluster/member/remove", cluster::remove),
                rpc(ClusterGrpc.getMemberUpdateMethod(), "/cluster/member/update", cluster::update),
                rpc(
                        ClusterGrpc.getMemberPromoteMethod(),
                        "/cluster/member/promote",
                        cluster::promote));
    }

    private Stream<Rpc<?, ?>> lease(LeaseCalls lease) {
        return Stream.of(
                rpc(LeaseGrpc.getLeaseGrantMethod(), "/lease/grant", lease::grant),
                rpc(LeaseGrpc.getLeaseRevokeMethod(), "/lease/revoke", lease::revoke),
                rpc(LeaseGrpc.getLeaseTimeToLiveMethod(), "/lease/timetolive", lease::timeToLive),
                rpc(LeaseListing.method(), "/lease/leases", lease::leases));
    }

    private Stream<Rpc<?, ?>> lock(LockCalls lock) {
        return Stream.of(rpc(LockGrpc.getUnlockMethod(), "/lock/unlock", lock::unlock));
    }

    private Stream<Rpc<?, ?>> election(ElectionCalls election) {
        return Stream.of(
                rpc(ElectionGrpc.getProclaimMethod(), "/election/proclaim", election::proclaim),
                rpc(ElectionGrpc.getLeaderMethod(), "/election/leader", election::leader),
                rpc(ElectionGrpc.getResignMethod(), "/election/resign", election::resign));
    }

    private Stream<Rpc<?, ?>> maintenance(MaintenanceCalls maintenance) {
        return Stream.of(
                rpc(MaintenanceGrpc.getStatusMethod(), "/maintenance/status", maintenance::status),
                rpc(MaintenanceGrpc.getAlarmMethod(), "/maintenance/alarm", maintenance::alarm),
                rpc(
                        MaintenanceGrpc.getDefragmentMethod(),
                        "/maintenance/defragment",
                        maintenance::defragment),
                rpc(MaintenanceGrpc.getHashMethod(), "/maintenance/hash", maintenance::hash),
                rpc(MaintenanceGrpc.getHashKVMethod(), "/maintenance/hashkv", maintenance::hashKv),
                rpc(
                        MaintenanceGrpc.getMoveLeaderMethod(),
                        "/maintenance/transfer-leadership",
                        maintenance::moveLeader));
    }

    private <Q extends Message, A extends Message> Rpc<Q, A> rpc(
            MethodDescriptor<Q, A> method,
            String path,
            Function<Q, CompletableFuture<Reply<A>>> call) {
        return new Rpc<>(method, path, unlessLearner(call), new CallCounter());
    }

    /** A learner answers serializable ranges and Status only (etcd reference B.6). */
    private <Q extends Message, A extends Message>
            Function<Q, CompletableFuture<Reply<A>>> unlessLearner(
                    Function<Q, CompletableFuture<Reply<A>>> call) {
        return request -> {
            if (replica.status().role() == Role.LEARNER && !suitsLearner(request)) {
                return CompletableFuture.completedFuture(Reply.failed(EtcdError.LEARNER_CANNOT));
            }
            return call.apply(request);
        };
    }

    private static boolean suitsLearner(Message request) {
        return request instanceof StatusRequest
                || (request instanceof RangeRequest range && range.getSerializable());
    }
}
