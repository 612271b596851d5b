package turtlelab.labctl.ctl.v3.check;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.PutRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.random.RandomGenerator;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.Clusters;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.exec.Time;

/** Many clients that write at the same time, each on a thread and a connection of its own. */
record Crowd(Clusters clusters, Time time, RandomGenerator random, Sizes sizes) {

    private static final double NANOS = 1e9;

    /** What the clients write: keys with this beginning, of these sizes in bytes. */
    record Sizes(String prefix, int key, int value) {}

    /**
     * Writes as the load says.
     *
     * @return what became of it; when interrupted, of what had been begun
     */
    Tally write(Load load) throws InterruptedException {
        var tally = new Tally();
        var requests = new ArrayBlockingQueue<Optional<PutRequest>>(load.clients());
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < load.clients(); i++) {
            threads.add(Thread.ofVirtual().start(() -> serve(requests, tally)));
        }
        try {
            if (load.length().isZero()) {
                for (int i = 0; i < load.limit(); i++) requests.put(Optional.of(request()));
            } else {
                pace(load, requests);
            }
            for (int i = 0; i < load.clients(); i++) requests.put(Optional.empty());
            for (var thread : threads) thread.join();
        } finally {
            threads.forEach(Thread::interrupt);
        }
        return tally;
    }

    private void pace(Load load, BlockingQueue<Optional<PutRequest>> requests)
            throws InterruptedException {
        long end = time.nanos() + load.length().toNanos();
        long step = (long) (NANOS / load.limit());
        for (long due = time.nanos(); due - end < 0; due = Math.max(due + step, time.nanos())) {
            long early = due - time.nanos();
            if (early > 0) time.pause(Duration.ofNanos(early));
            requests.put(Optional.of(request()));
        }
    }

    private PutRequest request() {
        var key = new byte[sizes.key()];
        var unique = new byte[Long.BYTES];
        random.nextBytes(unique);
        System.arraycopy(unique, 0, key, 0, unique.length);
        return PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(sizes.prefix()).concat(ByteString.copyFrom(key)))
                .setValue(ByteString.copyFrom(new byte[sizes.value()]))
                .build();
    }

    private void serve(BlockingQueue<Optional<PutRequest>> requests, Tally tally) {
        try (var cluster = clusters.patient()) {
            for (var next = requests.take(); next.isPresent(); next = requests.take()) {
                var request = next.get();
                long start = time.nanos();
                try {
                    cluster.write(channel -> KVGrpc.newBlockingStub(channel).put(request));
                    tally.succeeded(time.nanos() - start);
                } catch (CallFailed e) {
                    tally.failed(Failures.text(e));
                }
            }
        } catch (InterruptedException _) { // nobody waits for the rest
            return;
        }
    }
}
