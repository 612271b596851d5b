package turtlelab.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Requests that no sane client sends get a clear answer, and the node goes on. Too many operations
 * and too large requests are in {@link GrpcErrorsTest}; 10,000 watches on one stream and a client
 * that never reads in {@code StreamPressureTest}.
 */
class BadInputTest {
    private static final ByteString A = ByteString.copyFromUtf8("a");
    private static final int NONSENSE = 99;

    private TestPort port;
    private ManagedChannel channel;

    @BeforeEach
    void open() throws Exception {
        port = new TestPort();
        channel = NettyChannelBuilder.forAddress(port.address()).usePlaintext().build();
        kv().put(PutRequest.newBuilder().setKey(A).setValue(A).build());
    }

    @AfterEach
    void itStillServes() throws Exception {
        assertThat(kv().range(range().build()).getCount()).isEqualTo(1);
        channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        port.close();
    }

    @Test
    void anUnknownOrderOrTargetOfARangeIsIgnored() {
        var unordered = range().setSortOrderValue(NONSENSE).setSortTargetValue(NONSENSE).build();
        assertThat(kv().range(unordered).getKvsCount()).isEqualTo(1);
        var byNothing =
                range().setSortOrder(RangeRequest.SortOrder.DESCEND).setSortTargetValue(NONSENSE);
        assertThat(kv().range(byNothing.build()).getKvsCount()).isEqualTo(1);
    }

    @Test
    void anUnknownRelationOrTargetOfACompareIsRefused() {
        var equal = Compare.newBuilder().setKey(A).setVersion(1);
        var text = "etcdserver: invalid compare in txn request";
        assertRefused(text, () -> kv().txn(comparing(equal.clone().setResultValue(NONSENSE))));
        assertRefused(text, () -> kv().txn(comparing(equal.clone().setTargetValue(NONSENSE))));
        assertThat(kv().txn(comparing(equal)).getSucceeded()).isTrue();
    }

    @Test
    void anUnknownAlarmOrActionIsRefused() {
        var alarms = MaintenanceGrpc.newBlockingStub(channel);
        var text = "etcdserver: unknown alarm or action";
        var action = AlarmRequest.newBuilder().setActionValue(NONSENSE).build();
        assertRefused(text, () -> alarms.alarm(action));
        var alarm =
                AlarmRequest.newBuilder()
                        .setAction(AlarmRequest.AlarmAction.ACTIVATE)
                        .setAlarmValue(NONSENSE)
                        .build();
        assertRefused(text, () -> alarms.alarm(alarm));
    }

    @Test
    void anUnknownFilterOfAWatchFiltersNothing() throws Exception {
        var watch = WatchCreateRequest.newBuilder().setKey(A).addFiltersValue(NONSENSE);
        var told = watched(WatchRequest.newBuilder().setCreateRequest(watch).build());
        assertThat(next(told).getCreated()).isTrue();
        kv().put(PutRequest.newBuilder().setKey(A).build());
        assertThat(next(told).getEventsCount()).isEqualTo(1);
    }

    @Test
    void aNegativeRevisionIsTheCurrentOneOrTooOld() throws Exception {
        assertThat(kv().range(range().setRevision(-1).build()).getCount()).isEqualTo(1);
        assertThat(
                        MaintenanceGrpc.newBlockingStub(channel)
                                .hashKV(HashKVRequest.newBuilder().setRevision(-1).build())
                                .getHash())
                .isNotZero();
        var past = CompactionRequest.newBuilder().setRevision(-5).build();
        assertRefused(
                "etcdserver: mvcc: required revision has been compacted", () -> kv().compact(past));
        var watch = WatchCreateRequest.newBuilder().setKey(A).setStartRevision(-1);
        var told = watched(WatchRequest.newBuilder().setCreateRequest(watch).build());
        assertThat(next(told).getCreated()).isTrue();
        kv().put(PutRequest.newBuilder().setKey(A).build());
        var event = next(told);
        assertThat(event.getEventsList()).hasSize(1);
        assertThat(event.getEvents(0).getKv().getVersion()).isEqualTo(2);
    }

    @Test
    void anEmptyChoiceIsNoRequest() throws Exception {
        assertRefused(
                "etcdserver: key not found",
                () ->
                        kv().txn(
                                        TxnRequest.newBuilder()
                                                .addSuccess(RequestOp.getDefaultInstance())
                                                .build()));
        var nothingToCompare = Compare.newBuilder().setKey(ByteString.copyFromUtf8("none"));
        assertThat(kv().txn(comparing(nothingToCompare)).getSucceeded()).isTrue();
        var told = watched(WatchRequest.getDefaultInstance());
        assertThat(told.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void hugeLimitsAndTimesCostNothing() {
        var most = range().setLimit(Long.MAX_VALUE).build();
        assertThat(kv().range(most).getKvsCount()).isEqualTo(1);
        var never = range().setMaxModRevision(Long.MAX_VALUE).setMinModRevision(Long.MIN_VALUE);
        assertThat(kv().range(never.build()).getKvsCount()).isEqualTo(1);
        var leases = LeaseGrpc.newBlockingStub(channel);
        assertRefused(
                "etcdserver: too large lease TTL",
                () ->
                        leases.leaseGrant(
                                LeaseGrantRequest.newBuilder().setTTL(Long.MAX_VALUE).build()));
        var least = LeaseGrantRequest.newBuilder().setTTL(Long.MIN_VALUE).build();
        assertThat(leases.leaseGrant(least).getTTL()).isPositive();
    }

    private LinkedBlockingQueue<WatchResponse> watched(WatchRequest request) {
        var told = new LinkedBlockingQueue<WatchResponse>();
        WatchGrpc.newStub(channel)
                .watch(
                        new StreamObserver<>() {
                            @Override
                            public void onNext(WatchResponse answer) {
                                told.add(answer);
                            }

                            @Override
                            public void onError(Throwable failure) {}

                            @Override
                            public void onCompleted() {}
                        })
                .onNext(request);
        return told;
    }

    private static WatchResponse next(LinkedBlockingQueue<WatchResponse> told)
            throws InterruptedException {
        var answer = told.poll(20, TimeUnit.SECONDS);
        assertThat(answer).as("an answer within twenty seconds").isNotNull();
        return answer;
    }

    private static void assertRefused(String text, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getDescription()).isEqualTo(text));
    }

    private KVGrpc.KVBlockingStub kv() {
        return KVGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private static RangeRequest.Builder range() {
        return RangeRequest.newBuilder().setKey(A);
    }

    private static TxnRequest comparing(Compare.Builder compare) {
        return TxnRequest.newBuilder().addCompare(compare).build();
    }
}
