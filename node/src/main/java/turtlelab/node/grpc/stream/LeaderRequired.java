package turtlelab.node.grpc.stream;

import io.grpc.Metadata;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.replica.Replica;

/**
 * Ends the streams of clients that would rather be refused than wait behind a partition: those that
 * sent {@code hasleader: true}. As in etcd (reference B.3) such a stream is refused without a
 * leader, and ended when none was known for three election timeouts.
 */
public final class LeaderRequired {
    /** Clients that would rather be refused than wait for a leader say so. */
    public static final Metadata.Key<String> HEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private static final int PATIENCE_TICKS = 3;

    private final Replica replica;
    private final Set<Caller<?>> demanding = ConcurrentHashMap.newKeySet();
    private int ticksWithout;

    public LeaderRequired(Replica replica) {
        this.replica = replica;
    }

    /** The same call, with this guard before it. */
    public <Q, A> StreamServer<Q, A> before(StreamServer<Q, A> server) {
        return (caller, headers) -> {
            if (!"true".equals(headers.get(HEADER))) {
                return server.open(caller, headers);
            }
            if (!replica.status().hasLeader()) {
                caller.fail(EtcdError.NO_LEADER);
                return Conversation.over();
            }
            demanding.add(caller);
            return forgetting(caller, server.open(caller, headers));
        };
    }

    /** To be called once per election timeout, by one thread. */
    public void tick() {
        ticksWithout = replica.status().hasLeader() ? 0 : ticksWithout + 1;
        if (ticksWithout >= PATIENCE_TICKS) {
            demanding.forEach(caller -> caller.fail(EtcdError.NO_LEADER));
        }
    }

    private <Q> Conversation<Q> forgetting(Caller<?> caller, Conversation<Q> server) {
        return new Conversation<>() {
            @Override
            public void request(Q request) {
                server.request(request);
            }

            @Override
            public void halfClosed() {
                server.halfClosed();
            }

            @Override
            public void ready() {
                server.ready();
            }

            @Override
            public void closed() {
                demanding.remove(caller);
                server.closed();
            }
        };
    }
}
