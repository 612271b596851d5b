package turtlelab.node.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.SnapshotRequest;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.WatchCancelRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.oracle.WholeNode;

/** Streams over gRPC to a whole node, by clients that ask for much or take little. */
final class StreamPressureTest {
    private static final ByteString KEY = ByteString.copyFromUtf8("k");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int MEBI = 1 << 20;
    private static final Pattern SNAPSHOT_LINE =
            Pattern.compile(
                    "\\{\"result\":\\{(?:\"remaining_bytes\":\"([0-9]+)\",)?"
                            + "\"blob\":\"([A-Za-z0-9+/=]+)\"}}");

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
        channel = channel();
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        eventually(() -> figure("etcd_debugging_mvcc_watch_stream_total") == 0);
    }

    @Test
    void tenThousandWatchesOnOneStreamAreToldOneWrite() throws Exception {
        var stream = watch(channel);
        stream.take(Integer.MAX_VALUE);
        for (int i = 0; i < 10_000; i++) {
            stream.send(create(KEY));
        }
        stream.await(10_000);
        put(KEY, 1);
        var ids = new boolean[10_000];
        for (int i = 0; i < ids.length; i++) {
            var told = stream.next();
            assertThat(told.getEventsCount()).isOne();
            ids[(int) told.getWatchId()] = true;
        }
        for (boolean wasTold : ids) {
            assertThat(wasTold).isTrue();
        }
    }

    @Test
    void aStormOfCreationsAndCancellationsLeavesNoWatchBehind() throws Exception {
        var stream = watch(channel);
        stream.take(Integer.MAX_VALUE);
        for (int id = 0; id < 5000; id++) {
            stream.send(create(KEY));
            var cancel = WatchCancelRequest.newBuilder().setWatchId(id);
            stream.send(WatchRequest.newBuilder().setCancelRequest(cancel).build());
        }
        stream.await(10_000);
        assertThat(figure("etcd_debugging_mvcc_watcher_total")).isZero();
        assertThat(figure("etcd_debugging_mvcc_watch_stream_total")).isOne();
    }

    @Test
    void aClientThatDoesNotReadCostsABoundAndMissesNothingWhenItDoes() throws Exception {
        var silent = watch(channel);
        silent.take(1);
        silent.send(create(KEY));
        silent.await(1);
        long from = revision();
        var others = channel();
        try {
            var reader = watch(others);
            reader.take(Integer.MAX_VALUE);
            reader.send(create(KEY));
            reader.await(1);
            for (int i = 0; i < 200; i++) {
                put(KEY, 50_000);
            }
            for (long next = from + 1; next <= from + 200; next++) {
                next = reader.heard(next);
            }
            // Of ten megabytes the node holds what was on its way and a mebibyte of what waits.
            assertThat(figure("etcd_debugging_mvcc_pending_events_total"))
                    .isBetween(1.0, 2.0 * MEBI / 50_000);
        } finally {
            others.shutdownNow();
        }
        silent.take(Integer.MAX_VALUE);
        for (long next = from + 1; next <= from + 200; next++) {
            next = silent.heard(next);
        }
    }

    @Test
    void whoKeepsLeasesAliveAndNeverListensHindersNobody() throws Exception {
        var lease = LeaseGrpc.newBlockingStub(channel);
        var id = lease.leaseGrant(LeaseGrantRequest.newBuilder().setTTL(600).build()).getID();
        var request = LeaseKeepAliveRequest.newBuilder().setID(id).build();
        for (int i = 0; i < 50; i++) {
            var deaf = new Stream<>(channel, LeaseGrpc.getLeaseKeepAliveMethod());
            for (int j = 0; j < 400; j++) {
                deaf.send(request);
            }
        }
        var others = channel();
        try {
            var heard = new Stream<>(others, LeaseGrpc.getLeaseKeepAliveMethod());
            heard.take(1);
            heard.send(request);
            LeaseKeepAliveResponse answer = heard.next();
            assertThat(answer.getTTL()).isEqualTo(600);
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void aRevisionThatIsTooLargeForOneMessageIsSplitWhereThatIsWanted() throws Exception {
        var stream = watch(channel);
        stream.take(Integer.MAX_VALUE);
        // fragment = true is field 8, which the library's messages lack.
        var wanted =
                WatchCreateRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8("f"))
                        .setRangeEnd(ByteString.copyFromUtf8("g"))
                        .setPrevKv(true)
                        .mergeFrom(new byte[] {0x40, 1});
        stream.send(WatchRequest.newBuilder().setCreateRequest(wanted).build());
        stream.await(1);
        large();
        stream.next();
        large();
        var first = stream.next();
        var second = stream.next();
        assertThat(first.getUnknownFields().getField(7).getVarintList()).containsExactly(1L);
        assertThat(second.getUnknownFields().hasField(7)).isFalse();
        assertThat(first.getHeader().getRevision()).isEqualTo(second.getHeader().getRevision());
        assertThat(first.getEventsCount() + second.getEventsCount()).isEqualTo(10);
        assertThat(first.getSerializedSize()).isLessThan(3 * MEBI / 2 + 1000);
    }

    @Test
    void aSnapshotStreamCountsDownAndEndsWithItsOwnChecksum() throws Exception {
        put(KEY, 100_000);
        var blobs = ByteString.EMPTY;
        long left = Long.MAX_VALUE;
        var answers =
                MaintenanceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(60, TimeUnit.SECONDS)
                        .snapshot(SnapshotRequest.getDefaultInstance());
        while (answers.hasNext()) {
            var answer = answers.next();
            assertThat(answer.getRemainingBytes()).isLessThanOrEqualTo(left);
            left = answer.getRemainingBytes();
            blobs = blobs.concat(answer.getBlob());
        }
        assertThat(left).isZero();
        var bytes = blobs.toByteArray();
        var content = Arrays.copyOf(bytes, bytes.length - 32);
        assertThat(MessageDigest.getInstance("SHA-256").digest(content))
                .isEqualTo(Arrays.copyOfRange(bytes, content.length, bytes.length));
    }

    /** As etcd 3.4.23 frames it; only what is in the blobs is another thing. */
    @Test
    void theGatewayTellsASnapshotInLinesThatCountDownToItsChecksum() throws Exception {
        put(KEY, 100_000);
        var request =
                HttpRequest.newBuilder(URI.create(node.url() + "/v3/maintenance/snapshot"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).endsWith("\"}}\n");
        var lines = answer.body().lines().toList();
        var sent = 0L;
        var told = new ArrayList<Long>();
        for (var line : lines) {
            var parts = SNAPSHOT_LINE.matcher(line);
            assertThat(parts.matches()).as(line.substring(0, 60)).isTrue();
            sent += Base64.getDecoder().decode(parts.group(2)).length;
            told.add(sent + (parts.group(1) == null ? 0 : Long.parseLong(parts.group(1))));
        }
        var content = sent - 32;
        assertThat(lines).hasSizeGreaterThan(4);
        assertThat(told.subList(0, told.size() - 1)).allMatch(total -> total == content);
        assertThat(lines.subList(0, lines.size() - 2)).allMatch(it -> it.contains("remaining"));
        assertThat(lines.subList(lines.size() - 2, lines.size()))
                .noneMatch(it -> it.contains("remaining"));
    }

    private static ManagedChannel channel() {
        return NettyChannelBuilder.forAddress(node.address())
                .usePlaintext()
                .maxInboundMessageSize(16 * MEBI)
                .flowControlWindow(64 << 10)
                .build();
    }

    private static Stream<WatchRequest, WatchResponse> watch(ManagedChannel channel) {
        return new Stream<>(channel, WatchGrpc.getWatchMethod());
    }

    private static WatchRequest create(ByteString key) {
        var create = WatchCreateRequest.newBuilder().setKey(key);
        return WatchRequest.newBuilder().setCreateRequest(create).build();
    }

    private static PutRequest bytes(ByteString key, int size) {
        return PutRequest.newBuilder()
                .setKey(key)
                .setValue(ByteString.copyFrom(new byte[size]))
                .build();
    }

    private void put(ByteString key, int size) {
        KVGrpc.newBlockingStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .put(bytes(key, size));
    }

    private void large() {
        var txn = TxnRequest.newBuilder();
        for (int i = 0; i < 10; i++) {
            var put = bytes(ByteString.copyFromUtf8("f" + i), 140_000);
            txn.addSuccess(RequestOp.newBuilder().setRequestPut(put));
        }
        KVGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS).txn(txn.build());
    }

    private long revision() {
        return KVGrpc.newBlockingStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .range(RangeRequest.newBuilder().setKey(KEY).setCountOnly(true).build())
                .getHeader()
                .getRevision();
    }

    private static double figure(String name) {
        var page = HttpRequest.newBuilder(URI.create(node.url() + "/metrics")).build();
        try {
            return HTTP.send(page, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** A call whose answers come only as far as they are taken. */
    private static final class Stream<Q, A> extends ClientCall.Listener<A> {
        private final LinkedBlockingQueue<A> answers = new LinkedBlockingQueue<>();
        private final ClientCall<Q, A> call;

        Stream(ManagedChannel channel, MethodDescriptor<Q, A> method) {
            call = channel.newCall(method, CallOptions.DEFAULT);
            call.start(this, new Metadata());
        }

        void send(Q request) {
            call.sendMessage(request);
        }

        void take(int count) {
            call.request(count);
        }

        @Override
        public void onMessage(A answer) {
            answers.add(answer);
        }

        A next() throws InterruptedException {
            var answer = answers.poll(30, TimeUnit.SECONDS);
            assertThat(answer).as("an answer within thirty seconds").isNotNull();
            return answer;
        }

        void await(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                next();
            }
        }

        /** The last revision of the next answer, which has to begin with this one. */
        long heard(long revision) throws InterruptedException {
            var events = ((WatchResponse) next()).getEventsList();
            assertThat(events.getFirst().getKv().getModRevision()).isEqualTo(revision);
            return events.getLast().getKv().getModRevision();
        }
    }
}
