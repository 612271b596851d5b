package turtlelab.labctl.ctl;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A member's gRPC side: one key, {@code one = uno}, unless it is told to fail. */
final class FakeV3 implements AutoCloseable {

    private static final String HOST = "127.9.2.2";
    private static final ResponseHeader HEADER =
            ResponseHeader.newBuilder()
                    .setClusterId(-1)
                    .setMemberId(2)
                    .setRevision(3)
                    .setRaftTerm(4)
                    .build();

    private final Server server;
    private final AtomicInteger puts = new AtomicInteger();
    private final Optional<Status> failure;

    private FakeV3(Optional<Status> failure) {
        this.failure = failure;
        try {
            server =
                    NettyServerBuilder.forAddress(new InetSocketAddress(HOST, 0))
                            .addService(new Keys())
                            .addService(new Maintenance())
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FakeV3 healthy() {
        return new FakeV3(Optional.empty());
    }

    /** One that has no leader and answers every call so. */
    static FakeV3 failing(Status status) {
        return new FakeV3(Optional.of(status));
    }

    String endpoint() {
        return HOST + ":" + server.getPort();
    }

    /** How many puts arrived. */
    int puts() {
        return puts.get();
    }

    private <T> void answer(StreamObserver<T> to, T response) {
        failure.ifPresentOrElse(
                status -> to.onError(status.asRuntimeException()),
                () -> {
                    to.onNext(response);
                    to.onCompleted();
                });
    }

    private final class Keys extends KVGrpc.KVImplBase {

        @Override
        public void put(PutRequest request, StreamObserver<PutResponse> observer) {
            puts.incrementAndGet();
            answer(observer, PutResponse.newBuilder().setHeader(HEADER).build());
        }

        @Override
        public void range(RangeRequest request, StreamObserver<RangeResponse> observer) {
            var one =
                    KeyValue.newBuilder()
                            .setKey(ByteString.copyFromUtf8("one"))
                            .setValue(ByteString.copyFromUtf8("uno"))
                            .setCreateRevision(2)
                            .setModRevision(3)
                            .setVersion(2)
                            .build();
            answer(
                    observer,
                    RangeResponse.newBuilder().setHeader(HEADER).addKvs(one).setCount(1).build());
        }
    }

    private static final class Maintenance extends MaintenanceGrpc.MaintenanceImplBase {

        @Override
        public void status(StatusRequest request, StreamObserver<StatusResponse> observer) {
            observer.onNext(StatusResponse.newBuilder().setHeader(HEADER).build());
            observer.onCompleted();
        }
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
}
