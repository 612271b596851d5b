package turtlelab.node.http.v2.fastpath;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import turtlelab.node.base.Time;
import turtlelab.node.front.Door;
import turtlelab.node.front.Matcher;
import turtlelab.node.front.Receiver;
import turtlelab.node.http.v2.keys.KeysService;

/**
 * Serves plain reads and writes of {@code /v2/keys} on event loops: a third of the work that a
 * thread, a servlet and a router make of each. Who speaks anything else, or asks for events, is
 * given to the HTTP server, and so is everybody while the fast path is closed.
 */
public final class FastPath implements AutoCloseable {
    private static final int EVENT_LOOPS = 2;
    private static final int IDLE_SECONDS = 60;
    private static final int STOP_MILLIS = 150;
    private static final List<String> OPENINGS =
            List.of("GET /v2/keys", "PUT /v2/keys", "POST /v2/keys", "DELETE /v2/keys");

    private final KeysService service;
    private final BooleanSupplier open;
    private final Time time;
    private final Map<EventExecutor, ReplyWriter> writers = new ConcurrentHashMap<>();
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    EVENT_LOOPS,
                    new DefaultThreadFactory("v2-keys", true),
                    NioIoHandler.newFactory());

    /**
     * @param open whether {@link KeysService#ask} can answer everybody and never blocks
     */
    public FastPath(KeysService service, BooleanSupplier open, Time time) {
        this.service = service;
        this.open = open;
        this.time = time;
    }

    /** A connection that came in, what was read of it, and who else can serve it. */
    record Arrival(SocketChannel channel, ByteBuffer prefix, Receiver http) {}

    /**
     * The door for connections that begin with such a request.
     *
     * @param http takes those that go on with another
     */
    public Door door(Receiver http) {
        return new Door(
                Matcher.http(OPENINGS),
                (channel, prefix) -> take(new Arrival(channel, prefix, http)));
    }

    boolean isOpen() {
        return open.getAsBoolean();
    }

    KeysService.Answer ask(PlainRequest request) {
        try {
            return service.ask(request.question());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nothing waits on an event loop", e);
        }
    }

    ReplyWriter writer(EventExecutor loop) {
        return writers.computeIfAbsent(loop, _ -> new ReplyWriter(time));
    }

    private void take(Arrival arrival) {
        var channel = new NioSocketChannel(arrival.channel());
        channel.pipeline()
                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS, TimeUnit.SECONDS))
                .addLast(new KeysConnection(this, arrival));
        var _ = loops.register(channel);
    }

    @Override
    public void close() throws InterruptedException {
        loops.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS)
                .await(2L * STOP_MILLIS, TimeUnit.MILLISECONDS);
    }
}
