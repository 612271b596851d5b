package turtlelab.labctl.ctl.v3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.client.Patience;
import turtlelab.labctl.ctl.display.SimpleDisplay;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.stage.HandTime;

/** A member that takes a second for the first request of a client, and 3 ms for every other. */
class EndpointHealthTest {

    private static final String HOST = "127.9.2.6";
    private static final Patience PATIENCE =
            Patience.of(Duration.ofSeconds(2), Duration.ofSeconds(20));

    private final HandTime time = new HandTime();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Status linearizable = Status.OK;
    private boolean isCold = true;
    private Server server;

    @BeforeEach
    void start() throws IOException {
        server =
                NettyServerBuilder.forAddress(new InetSocketAddress(HOST, 0))
                        .addService(new Keys())
                        .build()
                        .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    private void health() throws InterruptedException {
        var out = new PrintStream(said, true, UTF_8);
        var streams = new Streams(InputStream.nullInputStream(), out, out);
        var endpoints = List.of(HOST + ":" + server.getPort());
        try (var cluster = new GrpcCluster(endpoints, PATIENCE)) {
            new EndpointCommands(
                            some -> new GrpcCluster(some, PATIENCE),
                            cluster,
                            new SimpleDisplay(streams, false, false),
                            time)
                    .health(new Flags());
        }
    }

    @Test
    void whatIsToldIsTheTimeOfTheRequestAndNotOfTheClientsStart() throws Exception {
        health();
        assertThat(said.toString(UTF_8)).endsWith("committed proposal: took = 3ms\n");
    }

    @Test
    void aMemberThatAnswersOnlyForItselfIsUnhealthy() {
        linearizable = Status.UNAVAILABLE.withDescription("etcdserver: no leader");
        assertThatThrownBy(this::health)
                .isInstanceOfSatisfying(
                        CtlFailure.class,
                        failure -> assertThat(failure.text()).contains("unhealthy cluster"));
        assertThat(said.toString(UTF_8))
                .endsWith("is unhealthy: failed to commit proposal: etcdserver: no leader\n");
    }

    private final class Keys extends KVGrpc.KVImplBase {
        @Override
        public void range(RangeRequest request, StreamObserver<RangeResponse> observer) {
            time.pause(isCold ? Duration.ofSeconds(1) : Duration.ofMillis(3));
            isCold = false;
            if (!request.getSerializable() && !linearizable.isOk()) {
                observer.onError(linearizable.asRuntimeException());
                return;
            }
            observer.onNext(RangeResponse.getDefaultInstance());
            observer.onCompleted();
        }
    }
}
