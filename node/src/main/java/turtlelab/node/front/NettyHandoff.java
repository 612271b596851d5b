package turtlelab.node.front;

import io.netty.buffer.Unpooled;
import io.netty.channel.AbstractServerChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A Netty server channel that never listens: its connections are handed in. Give it to a Netty
 * server as its channel, start the server, then use it as the {@link Receiver} of a {@link Door}.
 */
public final class NettyHandoff extends AbstractServerChannel implements Receiver {
    private final ChannelConfig config = new DefaultChannelConfig(this);
    private volatile @Nullable SocketAddress bound;
    private volatile boolean open = true;

    @Override
    public void take(SocketChannel channel, ByteBuffer prefix) throws IOException {
        if (!isActive()) {
            throw new IOException("the server behind this port is not running");
        }
        try {
            eventLoop().execute(() -> adopt(channel, prefix));
        } catch (RejectedExecutionException e) {
            throw new IOException("the server behind this port is stopping", e);
        }
    }

    private void adopt(SocketChannel channel, ByteBuffer prefix) {
        var child = new NioSocketChannel(this, channel);
        child.pipeline().addLast(new Replay(prefix));
        pipeline().fireChannelRead(child);
        pipeline().fireChannelReadComplete();
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        return bound;
    }

    @Override
    protected void doBind(SocketAddress address) {
        bound = address;
    }

    @Override
    protected void doClose() {
        open = false;
    }

    @Override
    protected void doBeginRead() {
        // Connections come in by take().
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open && bound != null;
    }

    /** Fires the bytes that were read before this channel existed, as the first it reads. */
    private static final class Replay extends ChannelInboundHandlerAdapter {
        private final ByteBuffer prefix;

        Replay(ByteBuffer prefix) {
            this.prefix = prefix;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.fireChannelActive();
            context.fireChannelRead(Unpooled.wrappedBuffer(prefix));
            context.fireChannelReadComplete();
            context.pipeline().remove(this);
        }
    }
}
