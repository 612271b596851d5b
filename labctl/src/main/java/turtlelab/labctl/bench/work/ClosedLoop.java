package turtlelab.labctl.bench.work;

import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import turtlelab.labctl.exec.LabFailure;

/**
 * Many clients, each of which asks, waits for the answer and asks again. No thread per client: the
 * next call is made where the answer of the last one arrives.
 */
public final class ClosedLoop {

    private static final Executor AFTER_AN_ERROR =
            CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Load load;
    private final Connections connections;
    private final Duration callLimit;
    private final Latencies latencies = new Latencies();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();

    /**
     * A loop of this load.
     *
     * @param callLimit how long a client waits for an answer
     */
    public ClosedLoop(Load load, Connections connections, Duration callLimit) {
        this.load = load;
        this.connections = connections;
        this.callLimit = callLimit;
    }

    /** When clients stop: never ask after this time, nor more often than this. */
    public record Bound(Duration length, long calls) {

        /** As often as can be, for so long. */
        public static Bound of(Duration length) {
            return new Bound(length, Long.MAX_VALUE);
        }
    }

    /**
     * Runs the load to its bound.
     *
     * @param acknowledged is told the {@link System#nanoTime} of every acknowledgement
     */
    public Measured run(Bound bound, LongConsumer acknowledged) throws InterruptedException {
        var done = new CountDownLatch(load.clients());
        long start = System.nanoTime();
        for (int i = 0; i < load.clients(); i++) {
            new Client<>(connections.of(i), bound, start, done, acknowledged).next();
        }
        var patience = bound.length().plus(GRACE);
        if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "%s: clients got no answer for %d s".formatted(load.name(), GRACE.toSeconds()));
        }
        return Measured.of(latencies, System.nanoTime() - start, errors.get());
    }

    /** One of them. */
    private final class Client<T> implements StreamObserver<T> {

        private final ManagedChannel channel;
        private final Bound bound;
        private final long start;
        private final CountDownLatch done;
        private final LongConsumer acknowledged;
        private long sent;

        Client(
                ManagedChannel channel,
                Bound bound,
                long start,
                CountDownLatch done,
                LongConsumer acknowledged) {
            this.channel = channel;
            this.bound = bound;
            this.start = start;
            this.done = done;
            this.acknowledged = acknowledged;
        }

        void next() {
            long n = asked.getAndIncrement();
            sent = System.nanoTime();
            if (sent - start >= bound.length().toNanos() || n >= bound.calls()) {
                done.countDown();
            } else {
                send(load.call(n));
            }
        }

        @SuppressWarnings("unchecked") // the answer's type does not matter: it is not looked at
        private <Q extends MessageLite> void send(Load.Call<Q> call) {
            var options =
                    CallOptions.DEFAULT.withDeadlineAfter(
                            callLimit.toMillis(), TimeUnit.MILLISECONDS);
            var method = (MethodDescriptor<Q, T>) call.method();
            ClientCalls.asyncUnaryCall(channel.newCall(method, options), call.body(), this);
        }

        @Override
        public void onNext(T answer) {
            long now = System.nanoTime();
            latencies.add(now - sent);
            acknowledged.accept(now);
        }

        @Override
        public void onError(Throwable failure) {
            errors.incrementAndGet();
            AFTER_AN_ERROR.execute(this::next);
        }

        @Override
        public void onCompleted() {
            next();
        }
    }
}
