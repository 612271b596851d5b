package turtlelab.node.peer;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.UrlSet;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.wire.MessageCodec;

/**
 * The outgoing connection to one member: made, greeted, kept alive by pings, and made again for
 * ever, with a back-off, until closed. Only {@link #send}, {@link #status} and {@link #close} may
 * be called from any thread; everything else happens on the link's event loop.
 */
final class PeerLink implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2000;
    private static final WriteBufferWaterMark BUFFERED = new WriteBufferWaterMark(1 << 20, 4 << 20);

    private final EventLoop loop;
    private final LocalPeer local;
    private final PeerStatus.Address address;
    private final Caller.Events events;
    private final Outbox outbox = new Outbox();
    private final BackOff backOff = new BackOff();
    private int attempts;
    private @Nullable Channel channel;
    private volatile boolean closed;
    private volatile State state = new State(false, 0, Optional.empty(), "");

    /** What {@link #status} shows. */
    private record State(
            boolean active, long sinceNanos, Optional<Duration> roundTrip, String problem) {}

    PeerLink(EventLoop loop, LocalPeer local, PeerStatus.Address address, Caller.Events events) {
        this.loop = loop;
        this.local = local;
        this.address = address;
        this.events = events;
    }

    void start() {
        loop.execute(this::resolve);
    }

    UrlSet urls() {
        return address.urls();
    }

    /** Queues a message; drops it when too much waits already. Never blocks. */
    void send(Message message) {
        if (outbox.offer(message) && !closed) {
            loop.execute(this::drain);
        }
    }

    PeerStatus status() {
        var now = state;
        var activeFor =
                now.active()
                        ? Optional.of(Duration.ofNanos(local.time().nanos() - now.sinceNanos()))
                        : Optional.<Duration>empty();
        return new PeerStatus(address, activeFor, now.roundTrip(), now.problem());
    }

    long dropped() {
        return outbox.dropped();
    }

    @Override
    public void close() {
        closed = true;
        loop.execute(
                () -> {
                    if (channel != null) {
                        var _ = channel.close();
                    }
                });
    }

    PeerStatus.Address address() {
        return address;
    }

    LocalPeer local() {
        return local;
    }

    /** The member has greeted us. */
    void welcomed() {
        backOff.succeeded();
        state = new State(true, local.time().nanos(), Optional.empty(), "");
        outbox.connected(true);
        events.connected(address);
        drain();
    }

    void answered(Duration roundTrip) {
        var now = state;
        state = new State(now.active(), now.sinceNanos(), Optional.of(roundTrip), now.problem());
        events.answered(address, roundTrip);
    }

    Caller.Events events() {
        return events;
    }

    /** Writes what waits, as much as the socket takes, and flushes once. */
    void drain() {
        var current = channel;
        if (current == null || !state.active()) {
            return;
        }
        var written = false;
        while (current.isWritable()) {
            var message = outbox.poll();
            if (message == null) {
                break;
            }
            var _ = current.write(frame(current, message), current.voidPromise());
            written = true;
        }
        if (written) {
            current.flush();
        }
    }

    /** The connection is gone, or never came to be. */
    void lost(String problem) {
        channel = null;
        outbox.connected(false);
        var wasActive = state.active();
        state = new State(false, 0, Optional.empty(), problem);
        if (closed) {
            return;
        }
        events.lost(address, wasActive, problem);
        var _ = loop.schedule(this::resolve, backOff.nextMillis(), TimeUnit.MILLISECONDS);
    }

    private static ByteBuf frame(Channel channel, Message message) {
        return FrameWriter.frame(channel.alloc(), Frame.Kind.MESSAGE, MessageCodec.encode(message));
    }

    /** Asks the resolver on a thread of its own, since it may block for seconds. */
    private void resolve() {
        if (closed) {
            return;
        }
        var urls = address.urls().urls();
        var url = urls.get(attempts++ % urls.size());
        Thread.ofVirtual()
                .name("peer-resolve")
                .start(
                        () -> {
                            var target = url.resolve();
                            if (!loop.isShuttingDown()) {
                                loop.execute(() -> connect(target));
                            }
                        });
    }

    private void connect(InetSocketAddress target) {
        if (closed) {
            return;
        }
        if (target.isUnresolved()) {
            lost("no such host " + target.getHostString());
            return;
        }
        var caller = new Caller(this);
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, BUFFERED)
                .handler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel created) {
                                created.pipeline().addLast(FrameDecoder.ofCaller(), caller);
                            }
                        })
                .connect(target)
                .addListener((ChannelFuture done) -> connected(done));
    }

    private void connected(ChannelFuture done) {
        if (!done.isSuccess()) {
            lost(Problem.of(done.cause()));
        } else if (closed) {
            var _ = done.channel().close();
        } else {
            channel = done.channel();
        }
    }
}
