package turtlelab.labctl.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.api.KVGrpc.KVImplBase;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc.LeaseImplBase;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.WatchGrpc.WatchImplBase;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorksTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    private final AtomicLong puts = new AtomicLong();
    private final AtomicLong keepAlives = new AtomicLong();
    private final List<StreamObserver<WatchResponse>> watches = new CopyOnWriteArrayList<>();
    private Server server;

    @BeforeEach
    void serve() throws IOException {
        server =
                NettyServerBuilder.forAddress(new InetSocketAddress("127.2.12.2", 0))
                        .addService(new TellsEveryWatch())
                        .addService(new Watch())
                        .addService(new Lease())
                        .build()
                        .start();
    }

    @AfterEach
    void end() {
        server.shutdownNow();
    }

    @Test
    void aFanOutCountsEveryEventThatWasHeard() throws InterruptedException {
        var measured = new FanOut(50, 3).run(urls(), SHORT);
        assertThat(watches).hasSize(50);
        assertThat(measured.perSecond()).isBetween(1.0, 50.0 * puts.get() / 0.3);
        assertThat(measured.p50Nanos()).isPositive();
        assertThat(measured.errors()).isZero();
    }

    @Test
    void everyClientKeepsItsOwnLeaseAlive() throws InterruptedException {
        var measured = new KeepAlive(8).run(urls(), SHORT);
        assertThat(keepAlives.get()).isGreaterThan(8);
        assertThat(measured.perSecond()).isBetween(1.0, keepAlives.get() / 0.3);
        assertThat(measured.errors()).isZero();
    }

    private List<String> urls() {
        return List.of("http://127.2.12.2:" + server.getPort());
    }

    private final class TellsEveryWatch extends KVImplBase {
        @Override
        public void put(PutRequest request, StreamObserver<PutResponse> answer) {
            puts.incrementAndGet();
            for (var watch : watches) {
                synchronized (watch) {
                    watch.onNext(WatchResponse.getDefaultInstance());
                }
            }
            answer.onNext(PutResponse.getDefaultInstance());
            answer.onCompleted();
        }
    }

    private final class Watch extends WatchImplBase {
        @Override
        public StreamObserver<WatchRequest> watch(StreamObserver<WatchResponse> answers) {
            return new Requests<>() {
                @Override
                public void onNext(WatchRequest request) {
                    watches.add(answers);
                    answers.onNext(WatchResponse.newBuilder().setCreated(true).build());
                }
            };
        }
    }

    private final class Lease extends LeaseImplBase {
        @Override
        public void leaseGrant(
                LeaseGrantRequest request, StreamObserver<LeaseGrantResponse> answer) {
            answer.onNext(LeaseGrantResponse.newBuilder().setID(7).build());
            answer.onCompleted();
        }

        @Override
        public StreamObserver<LeaseKeepAliveRequest> leaseKeepAlive(
                StreamObserver<LeaseKeepAliveResponse> answers) {
            return new Requests<>() {
                @Override
                public void onNext(LeaseKeepAliveRequest request) {
                    keepAlives.incrementAndGet();
                    answers.onNext(LeaseKeepAliveResponse.newBuilder().setTTL(600).build());
                }
            };
        }
    }

    private abstract static class Requests<T> implements StreamObserver<T> {
        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
