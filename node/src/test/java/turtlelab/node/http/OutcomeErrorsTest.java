package turtlelab.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.MemberAddRequest;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.member.Members.Answer;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Outcome.Change;
import turtlelab.node.state.Command;
import turtlelab.node.state.alarm.Alarm;
import turtlelab.node.state.alarm.RaisedAlarm;

/** What is refused because of the cluster's state, not of the request, by exact code and text. */
class OutcomeErrorsTest {
    private static final ByteString A = ByteString.copyFromUtf8("a");
    private static final RangeRequest RANGE = RangeRequest.newBuilder().setKey(A).build();
    private static final PutRequest PUT = PutRequest.newBuilder().setKey(A).build();

    private TestPort port;
    private ManagedChannel channel;

    @BeforeEach
    void open() throws Exception {
        port = new TestPort();
        channel = NettyChannelBuilder.forAddress(port.address()).usePlaintext().build();
    }

    @AfterEach
    void close() throws Exception {
        channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        port.close();
    }

    @ParameterizedTest
    @CsvSource({
        "NO_LEADER, UNAVAILABLE, etcdserver: no leader",
        "OVERLOADED, RESOURCE_EXHAUSTED, etcdserver: too many requests",
        "STOPPED, UNAVAILABLE, etcdserver: server stopped",
        "REMOVED, UNAVAILABLE, etcdserver: server stopped"
    })
    void whatTheLogDoesNotTakeIsRefusedWithTheReason(Refusal refusal, String code, String text) {
        port.replica().refuse(refusal);
        assertRefused(code, text, () -> kv().put(PUT));
        assertRefused(code, text, () -> kv().range(RANGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TIMED_OUT | etcdserver: request timed out",
                "LEADER_LOST | etcdserver: request timed out, possibly due to previous leader"
                        + " failure"
            })
    void whatMayHaveHappenedIsUnavailable(Outcome.Reason reason, String text) {
        port.replica().fallSilent(reason);
        assertRefused("UNAVAILABLE", text, () -> kv().put(PUT));
    }

    @ParameterizedTest
    @CsvSource({
        "NOSPACE, RESOURCE_EXHAUSTED, etcdserver: mvcc: database space exceeded",
        "CORRUPT, DATA_LOSS, etcdserver: corrupt cluster"
    })
    void whileAnAlarmIsOnWritesAreRefusedAndReadsGoOn(Alarm alarm, String code, String text) {
        port.replica()
                .execute(new Command.RaiseAlarm(new RaisedAlarm(FakeReplica.SELF, alarm)))
                .join();
        assertRefused(code, text, () -> kv().put(PUT));
        assertThat(kv().range(RANGE).getCount()).isZero();
    }

    @Test
    void aLeaseIsRefusedWithItsReason() {
        var leases = LeaseGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
        var seven = LeaseGrantRequest.newBuilder().setID(7).setTTL(60).build();
        assertThat(leases.leaseGrant(seven).getID()).isEqualTo(7);
        assertRefused(
                "FAILED_PRECONDITION",
                "etcdserver: lease already exists",
                () -> leases.leaseGrant(seven));
        assertRefused(
                "OUT_OF_RANGE",
                "etcdserver: too large lease TTL",
                () -> leases.leaseGrant(seven.toBuilder().setTTL(9_000_000_001L).build()));
        assertRefused(
                "NOT_FOUND",
                "etcdserver: requested lease not found",
                () -> leases.leaseRevoke(LeaseRevokeRequest.newBuilder().setID(8).build()));
    }

    @Test
    void aLearnerSaysWhatItCannot() {
        port.replica().becomeLearner();
        var text = "etcdserver: rpc not supported for learner";
        assertRefused("UNAVAILABLE", text, () -> kv().put(PUT));
        assertRefused("UNAVAILABLE", text, () -> kv().range(RANGE));
        assertThat(kv().range(RANGE.toBuilder().setSerializable(true).build()).getCount()).isZero();
    }

    @Test
    void aMembershipChangeBesideAnotherIsSafeToRepeat() {
        port.members()
                .answerNext(new Answer.Failed(new Change.NotApplied(Refusal.CHANGE_IN_PROGRESS)));
        var add = MemberAddRequest.newBuilder().addPeerURLs("http://127.0.0.9:1").build();
        assertRefused(
                "UNAVAILABLE",
                "etcdserver: another membership change is in progress",
                () -> ClusterGrpc.newBlockingStub(channel).memberAdd(add));
    }

    @Test
    void leadershipThatDoesNotMoveInTimeIsTold() {
        var urls = List.of("http://127.0.0.9:1");
        port.replica().change(new MembershipChange.AddVoter(new MemberId(7), urls)).join();
        port.replica().refuseTransfers(Refusal.TRANSFER_TIMED_OUT);
        var toAnother = MoveLeaderRequest.newBuilder().setTargetID(7).build();
        assertRefused(
                "UNAVAILABLE",
                "etcdserver: request timed out, leader transfer took too long",
                () -> MaintenanceGrpc.newBlockingStub(channel).moveLeader(toAnother));
    }

    private KVGrpc.KVBlockingStub kv() {
        return KVGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private static void assertRefused(String code, String text, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> {
                            assertThat(e.getStatus().getDescription()).isEqualTo(text);
                            assertThat(e.getStatus().getCode().name()).isEqualTo(code);
                        });
    }
}
