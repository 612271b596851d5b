package turtlelab.node.http.gateway;

import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.grpc.Metadata;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.stream.Caller;
import turtlelab.node.grpc.stream.Conversation;
import turtlelab.node.grpc.stream.LeaderRequired;
import turtlelab.node.grpc.stream.StreamingRpc;
import turtlelab.node.replica.FakeReplica;

/**
 * A streaming call that shows what carriers do: each id is answered by itself; 13 fails the call,
 * 666 is a bug, 1000 and above floods the client with as many answers as it takes.
 */
final class Echo {
    static final String PATH = "/lease/keepalive";
    private static final long FAILS = 13;
    private static final long BUG = 666;
    private static final long FLOOD = 1000;

    final FakeReplica replica = new FakeReplica();
    final LeaderRequired leader = new LeaderRequired(replica);
    final AtomicInteger open = new AtomicInteger();
    final AtomicLong sent = new AtomicLong();
    final AtomicInteger requests = new AtomicInteger();

    StreamingRpc<LeaseKeepAliveRequest, LeaseKeepAliveResponse> rpc() {
        return StreamingRpc.of(
                LeaseGrpc.getLeaseKeepAliveMethod(), PATH, leader.before(this::converse));
    }

    private Conversation<LeaseKeepAliveRequest> converse(
            Caller<LeaseKeepAliveResponse> caller, Metadata headers) {
        open.incrementAndGet();
        return new Conversation<>() {
            private long left;

            @Override
            public void request(LeaseKeepAliveRequest request) {
                requests.incrementAndGet();
                var id = request.getID();
                if (id == FAILS) {
                    caller.fail(EtcdError.LEASE_NOT_FOUND);
                } else if (id == BUG) {
                    throw new IllegalStateException("on purpose");
                } else {
                    left = id >= FLOOD ? id : 1;
                    answer(id);
                }
            }

            private void answer(long id) {
                for (; left > 0 && caller.isReady(); left--) {
                    caller.send(LeaseKeepAliveResponse.newBuilder().setID(id).build());
                    sent.incrementAndGet();
                }
                if (left == 0) {
                    caller.ask(1);
                }
            }

            @Override
            public void ready() {
                if (left > 0) {
                    answer(FLOOD);
                }
            }

            @Override
            public void halfClosed() {
                if (left == 0) {
                    caller.end();
                }
            }

            @Override
            public void closed() {
                open.decrementAndGet();
            }
        };
    }
}
