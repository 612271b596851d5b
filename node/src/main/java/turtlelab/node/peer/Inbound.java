package turtlelab.node.peer;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import org.jspecify.annotations.Nullable;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.wire.MalformedMessage;
import turtlelab.node.consensus.wire.MessageCodec;

/**
 * The called end of one connection: judges the hello, then takes messages in and answers pings.
 * Anything out of order ends the connection and nothing else. On its event loop.
 */
final class Inbound extends SimpleChannelInboundHandler<Frame> {
    private final LocalPeer local;
    private final Reception reception;
    private @Nullable Hello hello;

    /** What the called end asks and tells. On event loops; must not block or throw. */
    interface Reception {
        /** Whether the caller may come in; notes its connection if so. */
        Greeting.Verdict judge(Hello hello, ChannelHandlerContext connection);

        void received(Message message);

        /** A connection ended for a reason that somebody should know. */
        void dropped(ChannelHandlerContext connection, String why);
    }

    Inbound(LocalPeer local, Reception reception) {
        this.local = local;
        this.reception = reception;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Frame frame) {
        try {
            if (context.channel().isActive()) {
                read(context, frame);
            }
        } finally {
            frame.content().release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, @Nullable Throwable cause) {
        reception.dropped(context, Problem.of(cause));
        var _ = context.close();
    }

    private void read(ChannelHandlerContext context, Frame frame) {
        var caller = hello;
        if (caller == null) {
            greet(context, frame);
            return;
        }
        switch (frame.kind()) {
            case MESSAGE -> message(caller, frame);
            case PING -> {
                var content = frame.content();
                var pong =
                        FrameWriter.frame(
                                context.alloc(), Frame.Kind.PONG, out -> out.writeBytes(content));
                var _ = context.writeAndFlush(pong, context.voidPromise());
            }
            case HELLO, GREETING, PONG ->
                    throw new CorruptedFrameException("unexpected " + frame.kind());
        }
    }

    private void greet(ChannelHandlerContext context, Frame frame) {
        if (frame.kind() != Frame.Kind.HELLO) {
            throw new CorruptedFrameException("no hello");
        }
        var caller = Hello.read(frame.content());
        var verdict = reception.judge(caller, context);
        var greeting = new Greeting(verdict, local.cluster(), local.id());
        var sent =
                context.writeAndFlush(
                        FrameWriter.frame(context.alloc(), Frame.Kind.GREETING, greeting::write));
        if (verdict == Greeting.Verdict.WELCOME) {
            hello = caller;
        } else {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void message(Hello caller, Frame frame) {
        Message message;
        try {
            message = MessageCodec.decode(frame.content().nioBuffer());
        } catch (MalformedMessage e) {
            throw new CorruptedFrameException(e);
        }
        if (!message.from().equals(caller.sender()) || !message.to().equals(local.id())) {
            throw new CorruptedFrameException("a message between other members");
        }
        reception.received(message);
    }
}
