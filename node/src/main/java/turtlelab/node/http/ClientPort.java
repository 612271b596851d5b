package turtlelab.node.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import turtlelab.node.base.Closer;
import turtlelab.node.base.Time;
import turtlelab.node.front.Door;
import turtlelab.node.front.Matcher;
import turtlelab.node.front.Port;
import turtlelab.node.front.PortFront;
import turtlelab.node.grpc.PingRules;
import turtlelab.node.grpc.RequestLimits;
import turtlelab.node.grpc.V3Api;
import turtlelab.node.grpc.V3Calls;
import turtlelab.node.grpc.V3Streams;
import turtlelab.node.grpc.server.RpcServer;
import turtlelab.node.grpc.stream.LeaderRequired;
import turtlelab.node.lease.queue.Queues;

/** The port that clients use: gRPC, JSON gateway, v2 and the rest of HTTP on the same sockets. */
public final class ClientPort implements AutoCloseable {
    private static final int READ_THREADS = 2;
    private static final int MOST_WAITING_READS = 10_000;

    private final List<InetSocketAddress> addresses;
    private final Closer opened;

    private ClientPort(List<InetSocketAddress> addresses, Closer opened) {
        this.addresses = addresses;
        this.opened = opened;
    }

    /**
     * How to open the port.
     *
     * @param addresses one per listen URL; port 0 takes any free one
     * @param version of this program, for {@code /version}
     * @param electionTimeout the cluster's; three of them without a leader end demanding streams
     * @param access for HTTP; gRPC is no browser's business
     */
    public record Settings(
            List<InetSocketAddress> addresses,
            RequestLimits limits,
            PingRules pings,
            String version,
            Duration electionTimeout,
            AccessRules access) {
        public Settings {
            addresses = List.copyOf(addresses);
        }

        /** For everybody. */
        public Settings(
                List<InetSocketAddress> addresses,
                RequestLimits limits,
                String version,
                Duration electionTimeout) {
            this(addresses, limits, PingRules.STANDARD, version, electionTimeout, AccessRules.OPEN);
        }
    }

    /**
     * Binds all addresses, then serves.
     *
     * @param more is served too, such as v2
     * @throws java.net.BindException in etcd's words, when an address cannot be had
     */
    public static ClientPort open(Settings settings, Served served, Addition more, Time time)
            throws Exception {
        var limits = settings.limits();
        try (var opening = new Closer()) {
            var reads = readers();
            opening.add(reads::shutdownNow);
            var leader = new LeaderRequired(served.replica());
            var queues = opening.add(Queues.start(served.replica(), served.lessor()));
            var api =
                    new V3Api(
                            V3Calls.of(
                                    served.replica(),
                                    served.members(),
                                    served.lessor(),
                                    queues,
                                    limits,
                                    reads),
                            new V3Streams(served.replica(), served.lessor(), queues, leader)
                                    .of(served.watches(), limits));
            var rpc = opening.add(RpcServer.start(api, served.replica(), limits, settings.pings()));
            rpc.repeat(settings.electionTimeout(), leader::tick);
            var front =
                    opening.add(
                            PortFront.open(
                                    new Port("client", settings.addresses(), time),
                                    routes -> doors(rpc, settings, more.doors(routes)),
                                    config -> {
                                        var traffic = rpc.traffic();
                                        new HttpApi(served, api, traffic, settings)
                                                .addTo(config, more);
                                    }));
            return new ClientPort(front.addresses(), opening.keep());
        }
    }

    /** Where this port really listens, in the order of the settings. */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    /** Who shares the port with HTTP/1; whoever may not be asked by all asks for the rules. */
    private static List<Door> doors(RpcServer rpc, Settings settings, List<Door> others) {
        var doors = new ArrayList<Door>();
        doors.add(new Door(Matcher.HTTP2, rpc.receiver()));
        if (settings.access().equals(AccessRules.OPEN)) {
            doors.addAll(others);
        }
        return doors;
    }

    private static ThreadPoolExecutor readers() {
        var threads = Thread.ofPlatform().daemon().name("read-", 0).factory();
        return new ThreadPoolExecutor(
                READ_THREADS,
                READ_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING_READS),
                threads);
    }

    @Override
    public void close() throws Exception {
        opened.close();
    }
}
