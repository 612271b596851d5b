package turtlelab.node.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.oracle.WholeNode;

/**
 * Very many leases over gRPC at one whole node. {@code -Dleases=100000} is the size that is
 * promised; it prints what a lease costs.
 */
final class ManyLeasesTest {
    private static final int LEASES = Integer.getInteger("leases", 5_000);
    private static final int EXPIRING = 800;
    private static final int AT_ONCE = 256;
    private static final int PATIENCE_SECONDS = 60;

    /** More than one lease may cost of the heap: about 870 bytes were seen. */
    private static final int MOST_BYTES = 2_000;

    private static final int SPARE_BYTES = 16 << 20;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir private static Path directory;
    private static WholeNode node;

    private ManagedChannel channel;

    @BeforeAll
    static void start() throws Exception {
        node = WholeNode.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @BeforeEach
    void connect() {
        channel = NettyChannelBuilder.forAddress(node.address()).usePlaintext().build();
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
    }

    @Test
    void idleLeasesCostALittleMemoryEach() throws Exception {
        long before = usedBytes();
        long from = System.nanoTime();
        grant(LEASES, 36_000);
        long took = System.nanoTime() - from;
        long each = (usedBytes() - before) / LEASES;
        System.out.printf(
                "%d leases: %d bytes of heap each, granted in %d ms%n",
                LEASES, each, took / 1_000_000);
        assertThat(listed()).isEqualTo(LEASES);
        assertThat(each * LEASES).isLessThan((long) MOST_BYTES * LEASES + SPARE_BYTES);
    }

    /** What is due at the same time goes at a thousand a second, and writes go on in between. */
    @Test
    void manyLeasesThatEndTogetherHinderNobody() throws Exception {
        double before = expired();
        grant(EXPIRING, 2);
        long from = untilTheFirstEnds(before);
        double last = before;
        while (last < before + EXPIRING) {
            put();
            last = expired();
            double seconds = (System.nanoTime() - from) / 1e9;
            assertThat(last - before).isLessThanOrEqualTo(1_000 * (seconds + 0.2));
            assertThat(seconds).isLessThan(PATIENCE_SECONDS);
        }
        assertThat(last).isEqualTo(before + EXPIRING);
    }

    /** A moment after which all of them end, not long before the first does. */
    private static long untilTheFirstEnds(double before) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        long none = System.nanoTime();
        for (long asked = none; expired() == before; asked = System.nanoTime()) {
            none = asked;
            assertThat(asked).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
        return none;
    }

    private void grant(int leases, long ttlSeconds) throws Exception {
        var stub = LeaseGrpc.newFutureStub(channel);
        var request = LeaseGrantRequest.newBuilder().setTTL(ttlSeconds).build();
        var underWay = new ArrayDeque<ListenableFuture<LeaseGrantResponse>>();
        for (int i = 0; i < leases; i++) {
            if (underWay.size() == AT_ONCE) {
                granted(underWay.remove());
            }
            underWay.add(stub.leaseGrant(request));
        }
        for (var grant : underWay) {
            granted(grant);
        }
    }

    private static void granted(ListenableFuture<LeaseGrantResponse> grant) throws Exception {
        assertThat(grant.get(PATIENCE_SECONDS, TimeUnit.SECONDS).getID()).isPositive();
    }

    private void put() {
        KVGrpc.newBlockingStub(channel)
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .put(PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("k")).build());
    }

    private static long listed() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(node.url() + "/v3/lease/leases"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        var body = HTTP.send(request, BodyHandlers.ofString()).body();
        return Pattern.compile("\"ID\"").matcher(body).results().count();
    }

    private static double expired() throws Exception {
        var name = "etcd_debugging_server_lease_expired_total ";
        var page = HttpRequest.newBuilder(URI.create(node.url() + "/metrics")).build();
        return HTTP.send(page, BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    private static long usedBytes() {
        var runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
