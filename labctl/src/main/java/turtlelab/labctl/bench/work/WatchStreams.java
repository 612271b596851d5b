package turtlelab.labctl.bench.work;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many watches of one key on a few streams. Answers are counted, not looked at: that would cost the
 * machine more than sending them does.
 */
public final class WatchStreams implements AutoCloseable {

    private static final MethodDescriptor<WatchRequest, Integer> COUNTED =
            WatchGrpc.getWatchMethod().toBuilder(
                            WatchGrpc.getWatchMethod().getRequestMarshaller(), new Skipped())
                    .build();
    private static final long PATIENCE_SECONDS = 60;

    private final List<ClientCall<WatchRequest, Integer>> calls = new ArrayList<>();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();

    /** Opens so many watches, in turn on so many streams, and waits until all are there. */
    public WatchStreams(Connections connections, ByteString key, int watches, int streams)
            throws InterruptedException {
        for (int i = 0; i < streams; i++) {
            var call = connections.of(i).newCall(COUNTED, CallOptions.DEFAULT);
            call.start(new Counting(), new Metadata());
            call.request(Integer.MAX_VALUE);
            calls.add(call);
        }
        var create =
                WatchRequest.newBuilder()
                        .setCreateRequest(WatchCreateRequest.newBuilder().setKey(key))
                        .build();
        for (int i = 0; i < watches; i++) {
            calls.get(i % streams).sendMessage(create);
        }
        awaitAnswers(watches);
    }

    /** Waits until so many answers have come in all. */
    void awaitAnswers(long count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (answers) {
            while (answers.get() < count) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || broken.get() > 0) {
                    throw new IllegalStateException(
                            "%d of %d answers to watches, %d streams broken"
                                    .formatted(answers.get(), count, broken.get()));
                }
                answers.wait(Math.max(1, Math.min(1000, left / 1_000_000)));
            }
        }
    }

    long answers() {
        return answers.get();
    }

    @Override
    public void close() {
        calls.forEach(call -> call.cancel("measured", null));
    }

    private final class Counting extends ClientCall.Listener<Integer> {

        @Override
        public void onMessage(Integer size) {
            synchronized (answers) {
                answers.incrementAndGet();
                answers.notifyAll();
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            broken.incrementAndGet();
        }
    }

    private static final class Skipped implements MethodDescriptor.Marshaller<Integer> {

        @Override
        public InputStream stream(Integer size) {
            throw new UnsupportedOperationException("answers are received, never sent");
        }

        @Override
        public Integer parse(InputStream answer) {
            try {
                return answer.available();
            } catch (IOException e) {
                throw new IllegalStateException("bytes that are in memory", e);
            }
        }
    }
}
