package turtlelab.node.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;

/** The calling end of one connection: says hello, judges the greeting, pings. On its event loop. */
final class Caller extends SimpleChannelInboundHandler<Frame> {
    private static final Duration PING = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PeerLink link;
    private boolean welcome;
    private long heardNanos;
    private String problem = "closed by the other side";

    /** What a link tells; on event loops, must not block. */
    interface Events {
        void connected(PeerStatus.Address peer);

        /** Down, or still down; {@code wasActive} tells which. */
        void lost(PeerStatus.Address peer, boolean wasActive, String problem);

        void answered(PeerStatus.Address peer, Duration roundTrip);

        /** The other side refuses this one: another cluster, member or version. */
        void refused(PeerStatus.Address peer, ClusterId itsCluster, MemberId itsId);

        /** The other side says that this member was removed. */
        void removed();
    }

    Caller(PeerLink link) {
        this.link = link;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var local = link.local();
        heardNanos = local.time().nanos();
        var hello =
                new Hello(
                        Hello.VERSION,
                        local.cluster(),
                        local.id(),
                        link.address().id(),
                        local.urls().toString());
        var _ =
                context.writeAndFlush(
                        FrameWriter.hello(context.alloc(), hello), context.voidPromise());
        scheduleCheck(context);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Frame frame) {
        try {
            heardNanos = link.local().time().nanos();
            read(context, frame);
        } finally {
            frame.content().release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        link.drain();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        link.lost(problem);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, @Nullable Throwable cause) {
        giveUp(context, Problem.of(cause));
    }

    private void read(ChannelHandlerContext context, Frame frame) {
        switch (frame.kind()) {
            case GREETING -> greeted(context, Greeting.read(frame.content()));
            case PONG -> answered(frame.content());
            case HELLO, MESSAGE, PING ->
                    throw new CorruptedFrameException("unexpected " + frame.kind());
        }
    }

    private void greeted(ChannelHandlerContext context, Greeting greeting) {
        var address = link.address();
        switch (greeting.verdict()) {
            case WELCOME -> {
                welcome = true;
                link.welcomed();
                ping(context);
            }
            case OTHER_CLUSTER -> {
                link.events().refused(address, greeting.cluster(), greeting.self());
                giveUp(context, "cluster ID mismatch");
            }
            case OTHER_MEMBER -> {
                link.events().refused(address, greeting.cluster(), greeting.self());
                giveUp(context, "it is member " + greeting.self() + " there");
            }
            case OTHER_VERSION -> giveUp(context, "it speaks another protocol version");
            case REMOVED -> {
                if (greeting.cluster().equals(link.local().cluster())) {
                    link.events().removed();
                }
                giveUp(context, "this member was removed");
            }
        }
    }

    private void answered(ByteBuf content) {
        if (content.readableBytes() == Long.BYTES) {
            var nanos = link.local().time().nanos() - content.readLong();
            link.answered(Duration.ofNanos(Math.max(nanos, 0)));
        }
    }

    private void scheduleCheck(ChannelHandlerContext context) {
        var loop = context.executor();
        var _ = loop.schedule(() -> check(context), PING.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void check(ChannelHandlerContext context) {
        if (!context.channel().isActive()) {
            return;
        }
        if (link.local().time().nanos() - heardNanos > PATIENCE.toNanos()) {
            giveUp(context, "no answer for " + PATIENCE.toSeconds() + " s");
            return;
        }
        if (welcome) {
            ping(context);
        }
        scheduleCheck(context);
    }

    private void ping(ChannelHandlerContext context) {
        var now = link.local().time().nanos();
        var frame = FrameWriter.frame(context.alloc(), Frame.Kind.PING, out -> out.writeLong(now));
        var _ = context.writeAndFlush(frame, context.voidPromise());
    }

    private void giveUp(ChannelHandlerContext context, String why) {
        problem = why;
        var _ = context.close();
    }
}
