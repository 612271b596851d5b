package turtlelab.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.MemberAddRequest;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberPromoteRequest;
import io.etcd.jetcd.api.MemberRemoveRequest;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.TxnRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import turtlelab.node.consensus.ChangeRefusal;
import turtlelab.node.member.Members.Answer;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Outcome.Change;
import turtlelab.node.state.Rejection;

/** Every refusal over gRPC, by exact code and text (etcd reference B.9). */
class GrpcErrorsTest {
    private static final ByteString A = ByteString.copyFromUtf8("a");

    private TestPort port;
    private ManagedChannel channel;

    @BeforeEach
    void open() throws Exception {
        port = new TestPort();
        channel =
                NettyChannelBuilder.forAddress(port.address())
                        .usePlaintext()
                        .maxInboundMessageSize(8 << 20)
                        .build();
    }

    @AfterEach
    void close() throws Exception {
        channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        port.close();
    }

    static Stream<Arguments> kvRefusals() {
        var put = PutRequest.newBuilder().setKey(A);
        return Stream.of(
                kv("INVALID_ARGUMENT", "key is not provided", s -> s.put(request().build())),
                kv(
                        "INVALID_ARGUMENT",
                        "key is not provided",
                        s -> s.range(range().clearKey().build())),
                kv(
                        "INVALID_ARGUMENT",
                        "key is not provided",
                        s -> s.deleteRange(DeleteRangeRequest.getDefaultInstance())),
                kv(
                        "INVALID_ARGUMENT",
                        "key not found",
                        s -> s.put(put.clone().setIgnoreValue(true).build())),
                kv(
                        "INVALID_ARGUMENT",
                        "key not found",
                        s -> s.txn(txn(RequestOp.getDefaultInstance()))),
                kv(
                        "INVALID_ARGUMENT",
                        "value is provided",
                        s -> s.put(put.clone().setIgnoreValue(true).setValue(A).build())),
                kv(
                        "INVALID_ARGUMENT",
                        "lease is provided",
                        s -> s.put(put.clone().setIgnoreLease(true).setLease(1).build())),
                kv(
                        "NOT_FOUND",
                        "requested lease not found",
                        s -> s.put(put.clone().setLease(1).build())));
    }

    static Stream<Arguments> refusalsByLimits() {
        var put = PutRequest.newBuilder().setKey(A);
        return Stream.of(
                kv(
                        "INVALID_ARGUMENT",
                        "duplicate key given in txn request",
                        s -> s.txn(txn(op(put), op(put)))),
                kv(
                        "INVALID_ARGUMENT",
                        "too many operations in txn request",
                        s ->
                                s.txn(
                                        txn(
                                                Collections.nCopies(129, op(put))
                                                        .toArray(RequestOp[]::new)))),
                kv(
                        "INVALID_ARGUMENT",
                        "request is too large",
                        s -> s.put(put.clone().setValue(zeros(1_572_865)).build())),
                kv(
                        "OUT_OF_RANGE",
                        "mvcc: required revision is a future revision",
                        s -> s.range(range().setRevision(99).build())),
                kv(
                        "OUT_OF_RANGE",
                        "mvcc: required revision is a future revision",
                        s -> s.compact(CompactionRequest.newBuilder().setRevision(99).build())),
                kv(
                        "OUT_OF_RANGE",
                        "mvcc: required revision has been compacted",
                        GrpcErrorsTest::compactTwice));
    }

    /**
     * On a store that was never compacted even revision 0 is accepted, once; etcd's does so too.
     */
    private static void compactTwice(KVGrpc.KVBlockingStub kv) {
        var oldest = CompactionRequest.getDefaultInstance();
        assertThat(kv.compact(oldest).getHeader().getRevision()).isPositive();
        kv.compact(oldest);
    }

    @ParameterizedTest
    @MethodSource({"kvRefusals", "refusalsByLimits"})
    void aRefusedKvCallHasEtcdsCodeAndText(
            String code, String text, Consumer<KVGrpc.KVBlockingStub> call) {
        assertRefused(code, "etcdserver: " + text, () -> call.accept(kv()));
    }

    static Stream<Arguments> memberRefusals() {
        return Stream.of(
                member(
                        "INVALID_ARGUMENT",
                        "given member URLs are invalid",
                        Rejection.BAD_MEMBER_URLS),
                member(
                        "FAILED_PRECONDITION",
                        "Peer URLs already exists",
                        Rejection.PEER_URL_EXISTS),
                member("FAILED_PRECONDITION", "member ID already exist", Rejection.MEMBER_EXISTS),
                member("NOT_FOUND", "member not found", Rejection.MEMBER_NOT_FOUND),
                member(
                        "UNKNOWN",
                        "re-configuration failed due to not enough started members",
                        Rejection.NOT_ENOUGH_STARTED_MEMBERS),
                member("UNAVAILABLE", "unhealthy cluster", Rejection.UNHEALTHY_CLUSTER),
                member(
                        "FAILED_PRECONDITION",
                        "can only promote a learner member",
                        Rejection.NOT_A_LEARNER),
                member(
                        "FAILED_PRECONDITION",
                        "can only promote a learner member which is in sync with leader",
                        Rejection.LEARNER_NOT_READY),
                member(
                        "FAILED_PRECONDITION",
                        "too many learner members in cluster",
                        Rejection.TOO_MANY_LEARNERS),
                arguments(
                        "UNAVAILABLE",
                        "request timed out",
                        new Answer.Failed(new Change.Unknown(Outcome.Reason.TIMED_OUT))),
                arguments(
                        "UNAVAILABLE",
                        "request timed out, possibly due to previous leader failure",
                        new Answer.Failed(new Change.Unknown(Outcome.Reason.LEADER_LOST))),
                arguments(
                        "NOT_FOUND",
                        "member not found",
                        new Answer.Failed(new Change.DidNotFit(ChangeRefusal.MEMBER_REMOVED))));
    }

    @ParameterizedTest
    @MethodSource("memberRefusals")
    void aRefusedMemberCallHasEtcdsCodeAndText(String code, String text, Answer answer) {
        port.members().answerNext(answer);
        var add = MemberAddRequest.newBuilder().addPeerURLs("http://127.0.0.9:1").build();
        assertRefused(
                code,
                "etcdserver: " + text,
                () -> ClusterGrpc.newBlockingStub(channel).memberAdd(add));
    }

    @Test
    void unknownMembersCannotBeRemovedOrPromoted() {
        var cluster = ClusterGrpc.newBlockingStub(channel);
        assertRefused(
                "NOT_FOUND",
                "etcdserver: member not found",
                () -> cluster.memberRemove(MemberRemoveRequest.newBuilder().setID(7).build()));
        assertRefused(
                "NOT_FOUND",
                "etcdserver: member not found",
                () -> cluster.memberPromote(MemberPromoteRequest.newBuilder().setID(7).build()));
    }

    @Test
    void leadershipMovesOnlyToAVoterAndOnlyFromTheLeader() {
        var maintenance = MaintenanceGrpc.newBlockingStub(channel);
        var toNobody = MoveLeaderRequest.newBuilder().setTargetID(7).build();
        assertRefused(
                "FAILED_PRECONDITION",
                "etcdserver: bad leader transferee",
                () -> maintenance.moveLeader(toNobody));
        port.replica().loseLeader();
        assertRefused(
                "FAILED_PRECONDITION",
                "etcdserver: not leader",
                () -> maintenance.moveLeader(toNobody));
    }

    @Test
    void withoutALeaderCallsAreUnavailableAndStatusSaysSo() {
        port.replica().loseLeader();
        assertRefused(
                "UNAVAILABLE",
                "etcdserver: no leader",
                () -> kv().put(PutRequest.newBuilder().setKey(A).build()));
        assertRefused("UNAVAILABLE", "etcdserver: no leader", () -> kv().range(range().build()));
        assertThat(kv().range(range().setSerializable(true).build()).getCount()).isZero();
        var status =
                MaintenanceGrpc.newBlockingStub(channel).status(StatusRequest.getDefaultInstance());
        assertThat(status.getErrorsList()).containsExactly("etcdserver: no leader");
    }

    @Test
    void whoRequiresALeaderIsRefusedAtOnceWithoutOne() {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER), "true");
        var strict = kv().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        var stale = range().setSerializable(true).build();
        assertThat(strict.range(stale).getCount()).isZero();
        port.replica().loseLeader();
        assertRefused("UNAVAILABLE", "etcdserver: no leader", () -> strict.range(stale));
    }

    @Test
    void aMessageAboveTheTransportsLimitIsRefusedAndTheConnectionLives() {
        var huge = PutRequest.newBuilder().setKey(A).setValue(zeros(2_200_000)).build();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> kv().put(huge))
                .isInstanceOf(StatusRuntimeException.class);
        assertThat(kv().range(range().build()).getCount()).isZero();
    }

    @Test
    void aCompareWithALeaseIsUnderstoodThoughTheLibraryDoesNotKnowIt() throws Exception {
        kv().put(PutRequest.newBuilder().setKey(A).build());
        // Compare{target=LEASE(4), key=a, lease(8)=7}: field 2 varint, field 3 bytes, field 8
        // varint.
        var compare = Compare.parseFrom(new byte[] {0x10, 4, 0x1a, 1, 'a', 0x40, 7});
        var seven = TxnRequest.newBuilder().addCompare(compare).build();
        assertThat(kv().txn(seven).getSucceeded()).isFalse();
        var none = Compare.parseFrom(new byte[] {0x10, 4, 0x1a, 1, 'a'});
        assertThat(kv().txn(TxnRequest.newBuilder().addCompare(none).build()).getSucceeded())
                .isTrue();
    }

    @Test
    void theHealthServiceServes() {
        var health = HealthGrpc.newBlockingStub(channel);
        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void aMemberListTellsNoRevision() {
        var header =
                ClusterGrpc.newBlockingStub(channel)
                        .memberList(MemberListRequest.getDefaultInstance())
                        .getHeader();
        assertThat(header.getRevision()).isZero();
        assertThat(header.getRaftTerm()).isEqualTo(2);
        assertThat(header.getClusterId()).isEqualTo(0xcdf818194e3a8c32L);
    }

    private KVGrpc.KVBlockingStub kv() {
        return KVGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private static void assertRefused(String code, String text, Runnable call) {
        org.assertj.core.api.Assertions.assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> {
                            assertThat(e.getStatus().getDescription()).isEqualTo(text);
                            assertThat(e.getStatus().getCode().name()).isEqualTo(code);
                        });
    }

    private static Arguments kv(String code, String text, Consumer<KVGrpc.KVBlockingStub> call) {
        return arguments(code, text, call);
    }

    private static Arguments member(String code, String text, Rejection rejection) {
        return arguments(code, text, new Answer.Refused(rejection, ""));
    }

    private static PutRequest.Builder request() {
        return PutRequest.newBuilder();
    }

    private static RangeRequest.Builder range() {
        return RangeRequest.newBuilder().setKey(A);
    }

    private static RequestOp op(PutRequest.Builder put) {
        return RequestOp.newBuilder().setRequestPut(put).build();
    }

    private static TxnRequest txn(RequestOp... ops) {
        return TxnRequest.newBuilder().addAllSuccess(java.util.List.of(ops)).build();
    }

    private static ByteString zeros(int size) {
        return ByteString.copyFrom(new byte[size]);
    }
}
