package turtlelab.labctl.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A cluster's v3 API over gRPC, behind several endpoints. Asks them in order until one answers; a
 * write goes to the next only while it cannot have been done. When none of them answers it is asked
 * where the members are now. For one thread.
 */
public final class GrpcCluster implements AutoCloseable {

    /** Held, because the JDK forgets the level of a logger that nobody holds. */
    private static final List<Logger> LIBRARIES =
            List.of(Logger.getLogger("io.grpc"), Logger.getLogger("io.netty"));

    static {
        LIBRARIES.forEach(it -> it.setLevel(Level.SEVERE));
    }

    private Whereabouts whereabouts;
    private final Patience patience;
    private final Map<String, ManagedChannel> channels = new HashMap<>();

    /**
     * A cluster; connects when it is asked.
     *
     * @param endpoints {@code host:port} or URLs
     */
    public GrpcCluster(List<String> endpoints, Patience patience) {
        this(Whereabouts.fixed(endpoints), patience);
    }

    /** A cluster whose endpoints may change. */
    public GrpcCluster(Whereabouts whereabouts, Patience patience) {
        this.whereabouts = whereabouts;
        this.patience = patience;
    }

    public List<String> endpoints() {
        return whereabouts.known();
    }

    /** Does what may be done twice. */
    public <T> T read(Function<Channel, T> call) throws CallFailed {
        return ask(call, true);
    }

    /** Does what must not be done twice. */
    public <T> T write(Function<Channel, T> call) throws CallFailed {
        return ask(call, false);
    }

    /** Asks this endpoint and no other. */
    public <T> T askOnly(String endpoint, Function<Channel, T> call) throws CallFailed {
        return ask(endpoint, call, deadline(patience.call()));
    }

    private <T> T ask(Function<Channel, T> call, boolean mayBeRepeated) throws CallFailed {
        var deadline = deadline(patience.call());
        var failure = new CallFailed("", Status.UNAVAILABLE, false);
        var rounds = List.<Supplier<List<String>>>of(this::endpoints, this::newcomers);
        for (var round : rounds) {
            for (var endpoint : round.get()) {
                try {
                    return ask(endpoint, call, deadline);
                } catch (CallFailed e) {
                    failure = e;
                    boolean isElsewherePossible = e.isUnavailable() && !deadline.isExpired();
                    if (!isElsewherePossible || (e.wasSent() && !mayBeRepeated)) throw e;
                }
            }
        }
        throw failure;
    }

    /** Endpoints that are told now and were not before. */
    private List<String> newcomers() {
        var before = endpoints();
        whereabouts = whereabouts.again();
        return endpoints().stream().filter(it -> !before.contains(it)).toList();
    }

    private <T> T ask(String endpoint, Function<Channel, T> call, Deadline deadline)
            throws CallFailed {
        try {
            var channel = channels.computeIfAbsent(endpoint, this::open);
            return call.apply(ClientInterceptors.intercept(channel, until(deadline)));
        } catch (StatusRuntimeException e) {
            throw new CallFailed(endpoint, e.getStatus(), !isNotConnected(e));
        }
    }

    private static boolean isNotConnected(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) return true;
        }
        return false;
    }

    private ManagedChannel open(String endpoint) {
        var builder =
                NettyChannelBuilder.forAddress(address(endpoint))
                        .usePlaintext()
                        .directExecutor()
                        .maxInboundMessageSize(Integer.MAX_VALUE)
                        .withOption(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                (int) patience.dial().toMillis());
        if (patience.keepalive().isPositive()) {
            builder.keepAliveTime(patience.keepalive().toNanos(), TimeUnit.NANOSECONDS);
        }
        if (patience.answer().isPositive()) {
            builder.keepAliveTimeout(patience.answer().toNanos(), TimeUnit.NANOSECONDS);
        }
        return builder.build();
    }

    private static InetSocketAddress address(String endpoint) {
        var authority = endpoint.replaceFirst("^\\w+://", "").replaceFirst("/.*$", "");
        int colon = authority.lastIndexOf(':');
        var host = authority.substring(0, colon).replaceAll("[\\[\\]]", "");
        return new InetSocketAddress(host, Integer.parseInt(authority.substring(colon + 1)));
    }

    private static Deadline deadline(Duration limit) {
        return Deadline.after(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static ClientInterceptor until(Deadline deadline) {
        return new ClientInterceptor() {
            @Override
            public <Q, A> ClientCall<Q, A> interceptCall(
                    MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
                return next.newCall(method, options.withDeadline(deadline));
            }
        };
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
