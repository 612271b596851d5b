package turtlelab.labctl.bench.work;

import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients each of which keeps a lease of its own alive on a stream of its own, again as soon as it
 * was answered.
 */
public record KeepAlive(int clients) implements Work {

    private static final int CONNECTIONS = 6;
    private static final long TTL_SECONDS = 600;
    private static final long GRACE_SECONDS = 15;

    @Override
    public String name() {
        return "keepalive, " + clients + " clients";
    }

    @Override
    public Measured run(List<String> urls, Duration length) throws InterruptedException {
        try (var connections = Connections.open(urls, CONNECTIONS)) {
            var leases = new long[clients];
            Arrays.setAll(leases, client -> grant(connections.of(client)));
            var run = new Run(clients, length);
            for (int i = 0; i < clients; i++) {
                new Client(run, leases[i], LeaseGrpc.newStub(connections.of(i))).next();
            }
            return run.measured();
        }
    }

    private static long grant(Channel node) {
        return LeaseGrpc.newBlockingStub(node)
                .withDeadlineAfter(GRACE_SECONDS, TimeUnit.SECONDS)
                .leaseGrant(LeaseGrantRequest.newBuilder().setTTL(TTL_SECONDS).build())
                .getID();
    }

    private static final class Run {

        private final Latencies latencies = new Latencies();
        private final AtomicLong errors = new AtomicLong();
        private final CountDownLatch done;
        private final long lengthNanos;
        private final long start = System.nanoTime();

        Run(int clients, Duration length) {
            this.done = new CountDownLatch(clients);
            this.lengthNanos = length.toNanos();
        }

        boolean isOver(long now) {
            return now - start >= lengthNanos;
        }

        Measured measured() throws InterruptedException {
            if (!done.await(lengthNanos / 1_000_000_000 + GRACE_SECONDS, TimeUnit.SECONDS)) {
                errors.incrementAndGet();
            }
            return Measured.of(latencies, System.nanoTime() - start, errors.get());
        }
    }

    private static final class Client implements StreamObserver<LeaseKeepAliveResponse> {

        private final Run run;
        private final LeaseKeepAliveRequest request;
        private final StreamObserver<LeaseKeepAliveRequest> requests;
        private long sent;

        Client(Run run, long lease, LeaseGrpc.LeaseStub node) {
            this.run = run;
            this.request = LeaseKeepAliveRequest.newBuilder().setID(lease).build();
            this.requests = node.leaseKeepAlive(this); // Answers only what was asked.
        }

        void next() {
            sent = System.nanoTime();
            if (run.isOver(sent)) {
                requests.onCompleted();
                run.done.countDown();
            } else {
                requests.onNext(request);
            }
        }

        @Override
        public void onNext(LeaseKeepAliveResponse answer) {
            run.latencies.add(System.nanoTime() - sent);
            if (answer.getTTL() <= 0) {
                run.errors.incrementAndGet();
            }
            next();
        }

        @Override
        public void onError(Throwable failure) {
            run.errors.incrementAndGet();
            run.done.countDown();
        }

        @Override
        public void onCompleted() {}
    }
}
