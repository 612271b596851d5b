package turtlelab.labctl.bench.work;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.PutRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One key that many watch at the leader. It is written again as soon as everybody has heard of the
 * last write; counted are the events heard, and the time from a write to the last who heard it.
 */
public record FanOut(int watches, int streams) implements Work {

    private static final ByteString KEY = ByteString.copyFromUtf8("bench/watched");
    private static final ByteString VALUE = ByteString.copyFromUtf8("turtle..".repeat(32));
    private static final int CONNECTIONS = 4;
    private static final long CALL_SECONDS = 10;

    @Override
    public String name() {
        return "fan-out, %d watches on %d stream%s"
                .formatted(watches, streams, streams == 1 ? "" : "s");
    }

    @Override
    public Measured run(List<String> urls, Duration length) throws InterruptedException {
        var leader = urls.subList(0, 1);
        try (var writing = Connections.open(leader, 1);
                var watching = Connections.open(leader, Math.min(streams, CONNECTIONS));
                var heard = new WatchStreams(watching, KEY, watches, streams)) {
            var kv = KVGrpc.newBlockingStub(writing.of(0));
            var put = PutRequest.newBuilder().setKey(KEY).setValue(VALUE).build();
            var latencies = new Latencies();
            long start = System.nanoTime();
            long before = heard.answers();
            while (System.nanoTime() - start < length.toNanos()) {
                long sent = System.nanoTime();
                kv.withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS).put(put);
                heard.awaitAnswers(before + watches * (latencies.count() + 1));
                latencies.add(System.nanoTime() - sent);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Measured(
                    watches * latencies.count() / seconds,
                    latencies.quantile(0.5),
                    latencies.quantile(0.99),
                    0);
        }
    }
}
