package turtlelab.node.grpc.practice;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks nodes a bounded number of things, many at a time: puts, and both kinds of reads. Answers are
 * not looked at; what counts is that the nodes had to give them.
 */
public final class Practice {
    private static final int AT_ONCE = 64;
    private static final int KEYS = 1_000;
    private static final ByteString VALUE = ByteString.copyFromUtf8("turtle..".repeat(32));

    private final List<ManagedChannel> channels;
    private final int requests;
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch rows = new CountDownLatch(AT_ONCE);

    private Practice(List<ManagedChannel> channels, int requests) {
        this.channels = channels;
        this.requests = requests;
    }

    /**
     * Returns when so many requests were answered, or the time is over.
     *
     * @param clients where nodes listen for clients
     */
    public static void run(List<InetSocketAddress> clients, int requests, Duration atMost)
            throws InterruptedException {
        var channels =
                clients.stream()
                        .map(address -> NettyChannelBuilder.forAddress(address).usePlaintext())
                        .map(NettyChannelBuilder::build)
                        .toList();
        try {
            var practice = new Practice(channels, requests);
            for (int i = 0; i < AT_ONCE; i++) {
                practice.next();
            }
            var _ = practice.rows.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            channels.forEach(ManagedChannel::shutdownNow);
        }
    }

    private void next() {
        int n = asked.getAndIncrement();
        if (n >= requests) {
            rows.countDown();
            return;
        }
        var key = ByteString.copyFromUtf8("practice/" + n % KEYS);
        switch (n % 4) {
            case 0 -> ask(n, KVGrpc.getRangeMethod(), range(key, false));
            case 1 -> ask(n, KVGrpc.getRangeMethod(), range(key, true));
            default ->
                    ask(
                            n,
                            KVGrpc.getPutMethod(),
                            PutRequest.newBuilder().setKey(key).setValue(VALUE).build());
        }
    }

    private static RangeRequest range(ByteString key, boolean serializable) {
        return RangeRequest.newBuilder().setKey(key).setSerializable(serializable).build();
    }

    private <Q extends MessageLite, A extends MessageLite> void ask(
            int n, MethodDescriptor<Q, A> method, Q request) {
        var channel = channels.get(n % channels.size());
        var call = channel.newCall(method, CallOptions.DEFAULT);
        ClientCalls.asyncUnaryCall(call, request, new ThenNext<>());
    }

    /** Asks the next thing once this one is answered, well or badly. */
    private final class ThenNext<A> implements StreamObserver<A> {
        @Override
        public void onNext(A answer) {}

        @Override
        public void onError(Throwable failure) {
            next();
        }

        @Override
        public void onCompleted() {
            next();
        }
    }
}
