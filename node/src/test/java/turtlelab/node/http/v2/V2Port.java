package turtlelab.node.http.v2;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.auth.Passwords;
import turtlelab.node.base.Time;
import turtlelab.node.grpc.RequestLimits;
import turtlelab.node.http.ClientPort;
import turtlelab.node.http.Served;
import turtlelab.node.lease.LonelyLessor;
import turtlelab.node.member.LeaderCalls;
import turtlelab.node.member.ReplicatedMembers;
import turtlelab.node.peer.traffic.AppendTraffic;
import turtlelab.node.replica.Replica;
import turtlelab.node.replica.ThrowingHandler;
import turtlelab.node.watch.Watches;

/** The real client port with the v2 API on a replica made for tests. */
final class V2Port<R extends Replica> implements AutoCloseable {
    private final R replica;
    private final Watches watches;
    private final V2Api v2;
    private final ClientPort port;

    V2Port(R replica) throws Exception {
        this.replica = replica;
        var surroundings =
                new ReplicatedMembers.Surroundings(
                        _ -> Optional.empty(),
                        (_, _) ->
                                CompletableFuture.completedFuture(
                                        new LeaderCalls.Reply(false, Optional.empty())),
                        Time.SYSTEM);
        var members = new ReplicatedMembers(replica, surroundings, true);
        watches =
                Watches.start(replica, Time.SYSTEM, Duration.ofMinutes(10), new ThrowingHandler());
        v2 =
                new V2Api(
                        replica,
                        members,
                        new V2Api.Surroundings(
                                Time.SYSTEM,
                                new Passwords(new SecureRandom()),
                                new AppendTraffic(Time.SYSTEM, Duration.ofMillis(100))));
        port =
                ClientPort.open(
                        new ClientPort.Settings(
                                List.of(new InetSocketAddress("127.6.0.12", 0)),
                                RequestLimits.STANDARD,
                                "test",
                                Duration.ofSeconds(1)),
                        new Served(replica, members, LonelyLessor.of(replica), watches),
                        v2,
                        Time.SYSTEM);
    }

    R replica() {
        return replica;
    }

    RawHttp http() {
        return new RawHttp(port.addresses().getFirst());
    }

    @Override
    public void close() throws Exception {
        v2.close();
        port.close();
        watches.close();
    }
}
