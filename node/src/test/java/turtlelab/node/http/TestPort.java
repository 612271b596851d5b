package turtlelab.node.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import turtlelab.node.base.Time;
import turtlelab.node.grpc.PingRules;
import turtlelab.node.grpc.RequestLimits;
import turtlelab.node.lease.LonelyLessor;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.replica.ThrowingHandler;
import turtlelab.node.watch.Watches;

/** A client port on a free port of an address of its own, on top of a replica without agreement. */
public final class TestPort implements AutoCloseable {
    private static final String HOST = "127.7.0.11";
    private static final Duration ELECTION_TIMEOUT = Duration.ofMillis(100);
    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(300);

    private final FakeReplica replica = new FakeReplica();
    private final FakeMembers members = new FakeMembers(replica);
    private final Watches watches =
            Watches.start(replica, Time.SYSTEM, PROGRESS_INTERVAL, new ThrowingHandler());
    private final ClientPort port;

    public TestPort() throws Exception {
        this(RequestLimits.STANDARD);
    }

    public TestPort(RequestLimits limits) throws Exception {
        this(limits, AccessRules.OPEN);
    }

    TestPort(RequestLimits limits, AccessRules access) throws Exception {
        port =
                ClientPort.open(
                        new ClientPort.Settings(
                                List.of(new InetSocketAddress(HOST, 0)),
                                limits,
                                PingRules.STANDARD,
                                "0.0.1-test",
                                ELECTION_TIMEOUT,
                                access),
                        new Served(replica, members, LonelyLessor.of(replica), watches),
                        Addition.NONE,
                        Time.SYSTEM);
    }

    FakeReplica replica() {
        return replica;
    }

    FakeMembers members() {
        return members;
    }

    Watches watches() {
        return watches;
    }

    public InetSocketAddress address() {
        return port.addresses().getFirst();
    }

    public String url() {
        return "http://" + HOST + ":" + address().getPort();
    }

    @Override
    public void close() throws Exception {
        port.close();
        watches.close();
    }
}
