package turtlelab.labctl.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.api.KVGrpc.KVImplBase;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    private final AtomicInteger puts = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private Server server;

    @BeforeEach
    void serve() throws IOException {
        server =
                NettyServerBuilder.forAddress(new InetSocketAddress("127.2.12.1", 0))
                        .addService(new EveryThirdPutFails())
                        .build()
                        .start();
    }

    @AfterEach
    void end() {
        server.shutdownNow();
    }

    private final class EveryThirdPutFails extends KVImplBase {
        @Override
        public void put(PutRequest request, StreamObserver<PutResponse> answer) {
            if (puts.incrementAndGet() % 3 == 0) {
                answer.onError(Status.UNAVAILABLE.asRuntimeException());
            } else {
                answer.onNext(PutResponse.getDefaultInstance());
                answer.onCompleted();
            }
        }
    }

    @Test
    void onlyAcknowledgedCallsCountAndErrorsAreCountedApart() throws InterruptedException {
        var url = "http://127.2.12.1:" + server.getPort();
        try (var connections = Connections.open(List.of(url), 2)) {
            var loop = new ClosedLoop(Load.Put.of(4), connections, Duration.ofSeconds(5));
            var bound = new ClosedLoop.Bound(Duration.ofSeconds(10), 30);
            var measured = loop.run(bound, _ -> acknowledged.incrementAndGet());
            assertThat(puts).hasValue(30);
            assertThat(acknowledged).hasValue(20);
            assertThat(measured.errors()).isEqualTo(10);
            assertThat(measured.perSecond()).isPositive();
        }
    }
}
