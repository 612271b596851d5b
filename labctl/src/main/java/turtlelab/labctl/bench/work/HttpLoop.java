package turtlelab.labctl.bench.work;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many clients, each on a connection of its own, each of which asks, waits for the answer and asks
 * again. They share one event loop and do as little as they can: it is the engine that is measured.
 */
final class HttpLoop implements AutoCloseable {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
    private static final long AFTER_AN_ERROR_MILLIS = 10;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final V2Keys load;
    private final List<URI> urls;
    private final long lengthNanos;
    private final Latencies latencies = new Latencies();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final CountDownLatch done;
    private long start;

    /**
     * The clients of this load.
     *
     * @param urls of the nodes, to which the clients connect in turn
     */
    HttpLoop(V2Keys load, List<String> urls, Duration length) {
        this.load = load;
        this.urls = urls.stream().map(URI::create).toList();
        this.lengthNanos = length.toNanos();
        this.done = new CountDownLatch(load.clients());
    }

    /** Asks for so long as was said, then waits for the answers to the last questions. */
    Measured run() throws InterruptedException {
        start = System.nanoTime();
        for (int i = 0; i < load.clients(); i++) {
            new Client(urls.get(i % urls.size())).connect();
        }
        if (!done.await(lengthNanos + 2 * CALL_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
            errors.incrementAndGet();
        }
        return Measured.of(latencies, System.nanoTime() - start, errors.get());
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, CALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CALL_LIMIT.toMillis());
    }

    /** One of them; after an error it connects anew. Everything happens on the event loop. */
    private final class Client {

        private final URI node;
        private long sent;

        Client(URI node) {
            this.node = node;
        }

        void connect() {
            var _ =
                    new Bootstrap()
                            .group(loop)
                            .channel(NioSocketChannel.class)
                            .option(ChannelOption.TCP_NODELAY, true)
                            .option(
                                    ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                    Math.toIntExact(CALL_LIMIT.toMillis()))
                            .handler(new Pipeline(this))
                            .connect(node.getHost(), node.getPort())
                            .addListener((ChannelFuture connected) -> begin(connected));
        }

        private void begin(ChannelFuture connected) {
            if (connected.isSuccess()) {
                next(connected.channel());
            } else {
                failed();
            }
        }

        void next(Channel channel) {
            sent = System.nanoTime();
            if (sent - start >= lengthNanos) {
                done.countDown();
                sent = 0;
                var _ = channel.close();
            } else {
                var _ =
                        channel.writeAndFlush(
                                load.request(asked.getAndIncrement(), node.getAuthority()));
            }
        }

        void answered(int status) {
            if (load.isGood(status)) {
                latencies.add(System.nanoTime() - sent);
            } else {
                errors.incrementAndGet();
            }
        }

        void disconnected() {
            if (sent != 0) {
                failed();
            }
        }

        private void failed() {
            errors.incrementAndGet();
            if (System.nanoTime() - start >= lengthNanos) {
                done.countDown();
            } else {
                var _ = loop.schedule(this::connect, AFTER_AN_ERROR_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** What a connection reads and writes. */
    private static final class Pipeline extends ChannelInitializer<Channel> {

        private final Client client;

        Pipeline(Client client) {
            this.client = client;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new ReadTimeoutHandler(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .addLast(new Answers(client));
        }
    }

    private static final class Answers extends SimpleChannelInboundHandler<HttpObject> {

        private final Client client;
        private int status;

        Answers(Client client) {
            this.client = client;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpResponse answer) {
                status = answer.status().code();
            }
            if (part instanceof LastHttpContent) {
                client.answered(status);
                client.next(context.channel());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            client.disconnected();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            var _ = context.close(); // which is counted
        }
    }
}
