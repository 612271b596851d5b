package turtlelab.node.http.v2.fastpath;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.http.v2.fastpath.RequestReader.Seen;
import turtlelab.node.http.v2.keys.KeysReply;
import turtlelab.node.http.v2.keys.KeysService.Answer;

/**
 * One client's connection, one request after the other, on one event loop. With the first request
 * that is not plain the connection goes to the HTTP server, with what was read of it, for good.
 */
final class KeysConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(KeysConnection.class);
    private static final int MOST_WAITING_BYTES = 4 * RequestReader.LONGEST_BODY;
    private static final int PATIENCE_SECONDS = 10;

    private final FastPath path;
    private final FastPath.Arrival arrival;
    private final ByteBuf arrived = Unpooled.buffer();
    private @Nullable ScheduledFuture<?> deadline;
    private boolean asking;
    private boolean leaving;

    KeysConnection(FastPath path, FastPath.Arrival arrival) {
        this.path = path;
        this.arrival = arrival;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        arrived.writeBytes(arrival.prefix());
        proceed(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            arrived.writeBytes(bytes);
            bytes.release();
        }
        proceed(context);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        proceed(context);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && !asking) {
            close(context);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("A request for keys failed by a bug; its connection is closed", cause);
        }
        close(context);
    }

    /** Serves what has arrived, as far as that goes; the client has to take its answers, too. */
    private void proceed(ChannelHandlerContext context) {
        while (!asking && !leaving && arrived.isReadable() && context.channel().isWritable()) {
            switch (path.isOpen() ? RequestReader.look(arrived) : new Seen.Unusual()) {
                case Seen.Part() -> {
                    awaitRest(context);
                    return;
                }
                case Seen.Unusual() -> leave(context);
                case Seen.Whole whole -> ask(context, whole);
            }
        }
        if (leaving) {
            return;
        }
        arrived.discardSomeReadBytes();
        context.channel().config().setAutoRead(arrived.readableBytes() < MOST_WAITING_BYTES);
    }

    private void awaitRest(ChannelHandlerContext context) {
        if (deadline == null) {
            deadline =
                    context.executor()
                            .schedule(() -> close(context), PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void ask(ChannelHandlerContext context, Seen.Whole whole) {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
        switch (path.ask(whole.request())) {
            case Answer.Events _ -> leave(context);
            case Answer.Ready(var reply) -> {
                arrived.skipBytes(whole.bytes());
                send(context, reply, whole.last());
            }
            case Answer.Later(var reply) -> {
                arrived.skipBytes(whole.bytes());
                asking = true;
                sendLater(context, reply, whole.last());
            }
        }
    }

    private void sendLater(
            ChannelHandlerContext context,
            CompletableFuture<Supplier<KeysReply>> promised,
            boolean last) {
        var _ =
                promised.whenCompleteAsync(
                        (reply, failure) -> {
                            asking = false;
                            if (failure != null) {
                                exceptionCaught(context, failure);
                            } else {
                                send(context, reply.get(), last);
                                proceed(context);
                            }
                        },
                        context.executor());
    }

    private void send(ChannelHandlerContext context, KeysReply reply, boolean last) {
        var bytes = path.writer(context.executor()).write(reply, last, context.alloc());
        var sent = context.writeAndFlush(bytes);
        if (last) {
            leaving = true; // what comes behind it is nobody's
            var _ = sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Nothing is under way here, so that the HTTP server finds the connection as a fresh one. */
    private void leave(ChannelHandlerContext context) {
        leaving = true;
        context.channel().config().setAutoRead(false);
        var _ = context.channel().deregister().addListener(_ -> handOver());
    }

    private void handOver() {
        SocketChannel channel = arrival.channel();
        var rest = ByteBuffer.allocate(arrived.readableBytes());
        arrived.readBytes(rest);
        try {
            arrival.http().take(channel, rest.flip());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The HTTP server could not take a connection: {}", e.toString());
            close(channel);
        }
    }

    private static void close(ChannelHandlerContext context) {
        var _ = context.close();
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Closing a connection failed; it is gone either way", e);
        }
    }
}
