package turtlelab.node.grpc.lease;

import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.grpc.Metadata;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.Headers;
import turtlelab.node.grpc.stream.Caller;
import turtlelab.node.grpc.stream.Conversation;
import turtlelab.node.grpc.stream.StreamServer;
import turtlelab.node.lease.LeaseAnswer;
import turtlelab.node.lease.Lessor;
import turtlelab.node.replica.Replica;

/**
 * Serves streams of keepalives: one question is under way at a time, and none is taken in while the
 * client does not read its answers. So a client holds no more of the node than two messages.
 */
public final class KeepAlives
        implements StreamServer<LeaseKeepAliveRequest, LeaseKeepAliveResponse> {
    private final Lessor lessor;
    private final Headers headers;

    public KeepAlives(Replica replica, Lessor lessor) {
        this.lessor = lessor;
        this.headers = new Headers(replica);
    }

    @Override
    public Conversation<LeaseKeepAliveRequest> open(
            Caller<LeaseKeepAliveResponse> caller, Metadata metadata) {
        return new Stream(caller);
    }

    private final class Stream implements Conversation<LeaseKeepAliveRequest> {
        private final Caller<LeaseKeepAliveResponse> caller;
        private boolean answering;
        private boolean clientIsSlow;
        private boolean lastSeen;

        Stream(Caller<LeaseKeepAliveResponse> caller) {
            this.caller = caller;
        }

        @Override
        public void request(LeaseKeepAliveRequest request) {
            synchronized (this) {
                answering = true;
            }
            var _ = lessor.keepAlive(request.getID()).thenAccept(it -> answer(request.getID(), it));
        }

        @Override
        public synchronized void halfClosed() {
            lastSeen = true;
            if (!answering) {
                caller.end();
            }
        }

        @Override
        public synchronized void ready() {
            if (clientIsSlow) {
                goOn();
            }
        }

        private synchronized void answer(long id, LeaseAnswer answer) {
            switch (answer) {
                case LeaseAnswer.Running(var left, _, _) -> send(id, left);
                case LeaseAnswer.Gone _ -> send(id, 0);
                case LeaseAnswer.Failed(var reason) -> caller.fail(EtcdError.of(reason));
                case LeaseAnswer.TimedOut _ -> caller.fail(EtcdError.TIMED_OUT);
            }
            answering = false;
            goOn();
        }

        private void send(long id, long ttl) {
            caller.send(
                    LeaseKeepAliveResponse.newBuilder()
                            .setHeader(headers.now())
                            .setID(id)
                            .setTTL(ttl)
                            .build());
        }

        private void goOn() {
            clientIsSlow = !caller.isReady();
            if (lastSeen) {
                caller.end();
            } else if (!clientIsSlow) {
                caller.ask(1);
            }
        }
    }
}
