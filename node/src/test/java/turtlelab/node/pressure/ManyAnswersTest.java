package turtlelab.node.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.grpc.RequestLimits;
import turtlelab.node.http.TestPort;

/** Many large answers at once, to clients that do not take them: two of them have room together. */
class ManyAnswersTest {
    private static final int LARGE = 100_000;
    private static final int ROOM = 250_000;
    private static final int WINDOW = 64 * 1024;
    private static final String CROWDED =
            "etcdserver: too many large answers are under way; ask again later (a write is done)";

    private TestPort port;
    private ManagedChannel channel;

    private void open(Duration patience) throws Exception {
        port = new TestPort(new RequestLimits(128, 1_572_864, ROOM, patience));
        channel = connection();
    }

    private ManagedChannel connection() {
        return NettyChannelBuilder.forAddress(port.address())
                .usePlaintext()
                .flowControlWindow(WINDOW)
                .build();
    }

    @AfterEach
    void close() throws Exception {
        channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        port.close();
    }

    @Test
    void writesAreDoneWhetherThereIsRoomToTellOfThemOrNot() throws Exception {
        open(Duration.ofMinutes(1));
        var calls = new ArrayList<Untaken<?>>();
        for (int i = 0; i < 8; i++) {
            put("k" + i);
        }
        for (int i = 0; i < 8; i++) {
            calls.add(new Untaken<>(KVGrpc.getDeleteRangeMethod(), delete("k" + i)));
            calls.getLast().awaitHeaders();
        }
        for (var refused : calls.subList(2, 8)) {
            assertThat(refused.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(refused.end().getDescription()).isEqualTo(CROWDED);
        }
        assertThat(calls.subList(0, 2)).noneMatch(Untaken::isOver);
        var all = RangeRequest.newBuilder().setKey(utf8("k")).setRangeEnd(utf8("l"));
        assertThat(read(all.build()).get().getCount()).isZero();
        calls.forEach(Untaken::cancel);
        put("k9");
        assertThat(read(range("k9")).get().getKvsCount()).isOne();
        var deleted = KVGrpc.newBlockingStub(channel).deleteRange(delete("k9"));
        assertThat(deleted.getPrevKvsCount()).isOne();
    }

    @Test
    void aReadWaitsForItsTurn() throws Exception {
        open(Duration.ofMinutes(1));
        put("k");
        var first = untaken();
        var second = untaken();
        var third = read(range("k"));
        put("small", "1");
        assertThat(read(range("small")).get().getKvsCount()).isOne();
        assertThat(third.isDone()).isFalse();
        first.cancel();
        assertThat(third.get(20, TimeUnit.SECONDS).getKvs(0).getValue().size()).isEqualTo(LARGE);
        second.cancel();
        for (int i = 0; i < 5; i++) { // What was sent holds nothing.
            assertThat(read(range("k")).get(20, TimeUnit.SECONDS).getKvsCount()).isOne();
        }
    }

    /** An answer that fills half of the room, since its client does not take it. */
    private Untaken<?> untaken() throws InterruptedException {
        var call = new Untaken<>(KVGrpc.getRangeMethod(), range("k"));
        assertThat(call.awaitHeaders()).isTrue();
        return call;
    }

    @Test
    void whoHasWaitedInVainIsToldWhy() throws Exception {
        open(Duration.ofMillis(20));
        put("k");
        var first = untaken();
        var second = untaken();
        var third = read(range("k"));
        assertThat(failure(third)).hasMessageContaining(CROWDED);
        first.cancel();
        second.cancel();
    }

    /** As text it takes twice as much again. */
    @Test
    void theGatewayAsksForTheRoomThatTextTakes() throws Exception {
        open(Duration.ofMillis(20));
        put("k");
        put("less", "v".repeat(LARGE / 2));
        for (int i = 0; i < 5; i++) {
            assertThat(posted("{\"key\":\"aw==\"}")).startsWith("429").contains("does not fit");
            assertThat(posted("{\"key\":\"bGVzcw==\"}")).startsWith("200").contains("dnZ2");
        }
        var streamed = read(range("k")).get();
        assertThat(streamed.getKvsCount()).isOne();
    }

    private String posted(String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(port.url() + "/v3/kv/range"))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    private static Throwable failure(ListenableFuture<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            return e.getCause();
        }
        throw new AssertionError("it was answered");
    }

    private void put(String key) {
        put(key, "v".repeat(LARGE));
    }

    private void put(String key, String value) {
        var put = PutRequest.newBuilder().setKey(utf8(key)).setValue(utf8(value));
        var _ = KVGrpc.newBlockingStub(channel).put(put.build());
    }

    private ListenableFuture<RangeResponse> read(RangeRequest request) {
        return KVGrpc.newFutureStub(channel).range(request);
    }

    private static RangeRequest range(String key) {
        return RangeRequest.newBuilder().setKey(utf8(key)).build();
    }

    private static DeleteRangeRequest delete(String key) {
        return DeleteRangeRequest.newBuilder().setKey(utf8(key)).setPrevKv(true).build();
    }

    private static ByteString utf8(String text) {
        return ByteString.copyFromUtf8(text);
    }

    /** A call over a connection of its own, whose answer its client does not take. */
    private final class Untaken<A> {
        private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
        private final CompletableFuture<Status> ended = new CompletableFuture<>();
        private final ManagedChannel own = connection();
        private final ClientCall<?, A> call;

        <Q> Untaken(MethodDescriptor<Q, A> method, Q request) {
            var started = own.newCall(method, CallOptions.DEFAULT);
            started.start(
                    new ClientCall.Listener<>() {
                        @Override
                        public void onHeaders(Metadata headers) {
                            begun.complete(true);
                        }

                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            begun.complete(false);
                            ended.complete(status);
                        }
                    },
                    new Metadata());
            started.sendMessage(request);
            started.halfClose();
            this.call = started;
        }

        /** Whether there is an answer, not a refusal. */
        boolean awaitHeaders() {
            return begun.orTimeout(20, TimeUnit.SECONDS).join();
        }

        Status end() {
            return ended.orTimeout(20, TimeUnit.SECONDS).join();
        }

        boolean isOver() {
            return ended.isDone();
        }

        void cancel() {
            call.cancel("not wanted", null);
            own.shutdown();
        }
    }
}
