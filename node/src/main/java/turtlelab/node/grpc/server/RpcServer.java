package turtlelab.node.grpc.server;

import com.google.protobuf.Message;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import turtlelab.node.front.NettyHandoff;
import turtlelab.node.front.Receiver;
import turtlelab.node.grpc.PingRules;
import turtlelab.node.grpc.RequestLimits;
import turtlelab.node.grpc.Rpc;
import turtlelab.node.grpc.V3Api;
import turtlelab.node.grpc.stream.StreamingRpc;
import turtlelab.node.replica.Replica;

/**
 * The gRPC server of the client port: grpc-netty on two event loops, fed with connections by the
 * front. Requests run on the event loops, since none of them ever blocks.
 */
public final class RpcServer implements AutoCloseable {
    private static final int EVENT_LOOPS = 2;
    private static final int STOP_MILLIS = 150;

    /** For thousands of streams to hear why they end; most servers stop at once. */
    private static final int FAREWELL_MILLIS = 400;

    /**
     * What clients do wrong is told to them, not, with a stack trace, to our log. Kept, because a
     * logger that nobody holds forgets its level.
     */
    private static final List<Logger> LIBRARY =
            List.of(Logger.getLogger("io.grpc"), Logger.getLogger("io.netty"));

    private final NettyHandoff handoff;
    private final EventLoopGroup loops;
    private final Server server;
    private final OpenStreams streams;
    private final Traffic traffic;

    private RpcServer(
            NettyHandoff handoff,
            EventLoopGroup loops,
            Server server,
            OpenStreams streams,
            Traffic traffic) {
        this.traffic = traffic;
        this.streams = streams;
        this.handoff = handoff;
        this.loops = loops;
        this.server = server;
    }

    /** Starts to serve the calls, and grpc.health. */
    public static RpcServer start(V3Api api, Replica replica, RequestLimits limits, PingRules pings)
            throws IOException {
        LIBRARY.forEach(logger -> logger.setLevel(Level.SEVERE));
        var handoff = new NettyHandoff();
        var loops =
                new MultiThreadIoEventLoopGroup(
                        EVENT_LOOPS,
                        new DefaultThreadFactory("grpc", true),
                        NioIoHandler.newFactory());
        var builder =
                NettyServerBuilder.forAddress(InetSocketAddress.createUnresolved("handoff", 0))
                        .channelFactory(() -> handoff)
                        .bossEventLoopGroup(loops)
                        .workerEventLoopGroup(loops)
                        .directExecutor()
                        .maxInboundMessageSize(limits.maxMessageBytes())
                        .handshakeTimeout(10, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .addService(new HealthStatusManager().getHealthService());
        if (pings.minTime().isPositive()) {
            builder.permitKeepAliveTime(pings.minTime().toNanos(), TimeUnit.NANOSECONDS);
        }
        if (pings.pings()) {
            builder.keepAliveTime(pings.interval().toNanos(), TimeUnit.NANOSECONDS)
                    .keepAliveTimeout(pings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        }
        var streams = new OpenStreams();
        var traffic = new Traffic();
        builder.addStreamTracerFactory(traffic);
        services(api, replica, streams).forEach(builder::addService);
        return new RpcServer(handoff, loops, builder.build().start(), streams, traffic);
    }

    /** Where the front hands HTTP/2 connections in. */
    public Receiver receiver() {
        return handoff;
    }

    /** What came from clients and went to them. */
    public Traffic traffic() {
        return traffic;
    }

    /** Runs a short task again and again on one of the event loops, until this server closes. */
    public void repeat(Duration period, Runnable task) {
        var nanos = period.toNanos();
        var _ = loops.scheduleAtFixedRate(task, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private static List<ServerServiceDefinition> services(
            V3Api api, Replica replica, OpenStreams streams) {
        var services = new LinkedHashMap<String, ServerServiceDefinition.Builder>();
        Function<String, ServerServiceDefinition.Builder> of =
                name -> services.computeIfAbsent(name, ServerServiceDefinition::builder);
        api.unary().forEach(call -> add(of.apply(call.service()), call, replica));
        api.streaming().forEach(call -> add(of.apply(call.service()), call, streams));
        return services.values().stream().map(ServerServiceDefinition.Builder::build).toList();
    }

    private static <Q extends Message, A extends Message> void add(
            ServerServiceDefinition.Builder service, Rpc<Q, A> call, Replica replica) {
        service.addMethod(Incoming.of(call.method()), new UnaryHandler<>(call, replica));
    }

    private static <Q extends Message, A> void add(
            ServerServiceDefinition.Builder service, StreamingRpc<Q, A> call, OpenStreams streams) {
        service.addMethod(Incoming.of(call.method()), new StreamHandler<>(call, streams));
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdown();
        streams.stop();
        if (!server.awaitTermination(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
            server.shutdownNow();
            server.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
        }
        loops.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS)
                .await(2L * STOP_MILLIS, TimeUnit.MILLISECONDS);
    }
}
