package turtlelab.labctl.ctl.v3.watch;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A member whose watches tell what a script says, each stream the next part of it. */
final class FakeWatch implements AutoCloseable {

    private static final String HOST = "127.9.2.5";

    private final Server server;
    private final Deque<Part> script = new ArrayDeque<>();
    private final List<Long> starts = new ArrayList<>();

    /** What one stream answers, and how it breaks then. */
    private record Part(List<WatchResponse> answers, Status end) {}

    FakeWatch() {
        try {
            server =
                    NettyServerBuilder.forAddress(new InetSocketAddress(HOST, 0))
                            .addService(new Watches())
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpoint() {
        return HOST + ":" + server.getPort();
    }

    /** The next stream answers this and breaks; the last part is repeated. */
    synchronized void says(Status end, WatchResponse... answers) {
        script.add(new Part(List.of(answers), end));
    }

    /** From which revisions it was asked, in order. */
    synchronized List<Long> starts() {
        return List.copyOf(starts);
    }

    static WatchResponse created(long revision) {
        return at(revision).setCreated(true).build();
    }

    static WatchResponse put(long revision) {
        var key = ByteString.copyFromUtf8("k");
        var value = ByteString.copyFromUtf8("v" + revision);
        var pair = KeyValue.newBuilder().setKey(key).setValue(value).setModRevision(revision);
        return at(revision).addEvents(Event.newBuilder().setKv(pair)).build();
    }

    static WatchResponse compacted(long oldest) {
        return at(0).setCanceled(true).setCompactRevision(oldest).build();
    }

    private static WatchResponse.Builder at(long revision) {
        return WatchResponse.newBuilder()
                .setHeader(ResponseHeader.newBuilder().setClusterId(1).setRevision(revision));
    }

    private synchronized Part begin(long start) {
        starts.add(start);
        return script.size() > 1 ? script.removeFirst() : script.getFirst();
    }

    private final class Watches extends WatchGrpc.WatchImplBase {
        @Override
        public StreamObserver<WatchRequest> watch(StreamObserver<WatchResponse> answers) {
            return new StreamObserver<>() {
                @Override
                public void onNext(WatchRequest request) {
                    var part = begin(request.getCreateRequest().getStartRevision());
                    part.answers().forEach(answers::onNext);
                    answers.onError(part.end().asRuntimeException());
                }

                @Override
                public void onError(Throwable failure) {}

                @Override
                public void onCompleted() {}
            };
        }
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
}
