package turtlelab.node.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.ChangeRefusal;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.FatalHandler;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.StateMachine;
import turtlelab.node.replica.wire.CommandCodec;
import turtlelab.node.replica.wire.ProposalId;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.storage.Storage;

class LocalReplicaTest {
    private static final MemberId SELF = new MemberId(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(7);

    @TempDir private Path folder;
    private final HandTime time = new HandTime();
    private final HandConsensus consensus = new HandConsensus();
    private LocalReplica replica;
    private long index;

    @BeforeEach
    void open() throws IOException {
        replica = replica("state");
        replica.connect(consensus);
        replica.roleChanged(new StateMachine.RoleChange(Role.LEADER, 1, SELF));
    }

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void aCommandIsAnsweredWithTheResultOfItsOwnApply() {
        var answer = replica.execute(put("a"));
        assertThat(answer).isNotDone();
        apply(consensus.proposal(0).data());
        assertThat(answer).isNotDone();
        replica.endOfBatch();
        assertThat(await(answer))
                .isInstanceOfSatisfying(
                        Outcome.Applied.class,
                        applied -> {
                            assertThat(applied.index()).isEqualTo(1);
                            assertThat(applied.result()).isInstanceOf(Result.Kv.class);
                        });
        assertThat(replica.state().kv().revision()).isEqualTo(2);
        assertThat(replica.metrics().pending()).isZero();
    }

    @Test
    void anEntryOfAnotherMemberChangesStateAndAnswersNobody() {
        var answer = replica.execute(put("a"));
        var sameNumber = ByteBuffer.wrap(consensus.proposal(0).data().toByteArray());
        apply(Bytes.wrap(sameNumber.putLong(1, 99).array()));
        replica.endOfBatch();
        assertThat(replica.state().kv().revision()).isEqualTo(2);
        assertThat(answer).isNotDone();
    }

    @Test
    void aProposalWaitsForALeader() {
        loseLeader();
        var answer = replica.execute(put("a"));
        assertThat(consensus.proposed()).isZero();
        findLeader();
        eventually(() -> consensus.proposed() == 1);
        apply(consensus.proposal(0).data());
        replica.endOfBatch();
        assertThat(await(answer)).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void withoutALeaderInTimeNothingWasApplied() {
        loseLeader();
        var answer = replica.execute(put("a"));
        time.pass(TIMEOUT);
        assertThat(await(answer)).isEqualTo(new Outcome.NotApplied(Refusal.NO_LEADER));
        findLeader();
        assertThat(consensus.proposed()).isZero();
    }

    @Test
    void whatWasProposedAndNotSeenAgainIsUnknown() {
        var timedOut = replica.execute(put("a"));
        time.pass(TIMEOUT);
        assertThat(await(timedOut)).isEqualTo(new Outcome.Unknown(Outcome.Reason.TIMED_OUT));
        var lost = replica.execute(put("b"));
        loseLeader();
        time.pass(TIMEOUT);
        assertThat(await(lost)).isEqualTo(new Outcome.Unknown(Outcome.Reason.LEADER_LOST));
        apply(consensus.proposal(1).data());
        replica.endOfBatch();
        assertThat(replica.state().kv().revision()).isEqualTo(2);
    }

    /** Consensus keeps the way to refuse thousands of proposals that it has forwarded. */
    @Test
    void whatIsAnsweredIsHeldByNobodyThoughItMightStillBeRefused() {
        var answer = answered();
        var refused = consensus.proposal(0).refused();
        consensus.proposals.clear();
        eventually(
                () -> {
                    System.gc();
                    return answer.get() == null;
                });
        refused.accept(Refusal.NO_LEADER);
        assertThat(consensus.proposed()).isZero();
    }

    private WeakReference<CompletableFuture<Outcome>> answered() {
        var answer = replica.execute(put("a"));
        apply(consensus.proposal(0).data());
        replica.endOfBatch();
        assertThat(await(answer)).isInstanceOf(Outcome.Applied.class);
        return new WeakReference<>(answer);
    }

    @Test
    void aProposalRefusedForWantOfALeaderIsMadeAgain() {
        var answer = replica.execute(put("a"));
        consensus.proposal(0).refused().accept(Refusal.NO_LEADER);
        eventually(() -> consensus.proposed() == 2);
        assertThat(consensus.proposal(1).data()).isEqualTo(consensus.proposal(0).data());
        consensus.proposal(1).refused().accept(Refusal.OVERLOADED);
        assertThat(await(answer)).isEqualTo(new Outcome.NotApplied(Refusal.OVERLOADED));
    }

    @Test
    void tooMuchUnderWayIsRefusedAtOnce() {
        loseLeader();
        for (int i = 0; i < ReplicaSettings.MAX_PENDING; i++) {
            assertThat(replica.execute(put("k" + i))).isNotDone();
        }
        assertThat(replica.execute(put("one more")).join())
                .isEqualTo(new Outcome.NotApplied(Refusal.OVERLOADED));
    }

    @Test
    void whatIsTooLargeOrNeverRightIsNotProposed() {
        var large = Bytes.wrap(new byte[ReplicaSettings.MAX_COMMAND_BYTES]);
        var put = new Operation.Put(Bytes.utf8("a"), large, 0, false, false, false);
        assertThat(rejection(replica.execute(new Command.Write(put))))
                .isEqualTo(Rejection.REQUEST_TOO_LARGE);
        assertThat(rejection(replica.execute(put("")))).isEqualTo(Rejection.EMPTY_KEY);
        assertThat(consensus.proposed()).isZero();
    }

    @Test
    void readersShareARoundAndLateOnesTakeTheNext() {
        var first = replica.readPoint();
        var second = replica.readPoint();
        var third = replica.readPoint();
        assertThat(consensus.readsAsked()).isEqualTo(1);
        consensus.read(0).confirmed(0);
        assertThat(await(first).confirmed()).isTrue();
        assertThat(second).isNotDone();
        eventually(() -> consensus.readsAsked() == 2);
        consensus.read(1).confirmed(1);
        assertThat(second).isNotDone();
        applyOne();
        assertThat(await(second).confirmed()).isTrue();
        assertThat(await(third).confirmed()).isTrue();
    }

    @Test
    void aReadWithoutAnAnswerIsAskedAgainAndGivenUpInTheEnd() {
        var read = replica.readPoint();
        time.pass(Duration.ofSeconds(1));
        eventually(() -> consensus.readsAsked() == 2);
        consensus.read(0).confirmed(0);
        assertThat(read).isNotDone();
        loseLeader();
        time.pass(TIMEOUT);
        assertThat(await(read))
                .isEqualTo(new Outcome.ReadPoint(Optional.of(Refusal.NO_LEADER), true));
    }

    @Test
    void aReadRefusedForWantOfALeaderWaitsForTheNext() {
        var read = replica.readPoint();
        loseLeader();
        consensus.read(0).refused(Refusal.NO_LEADER);
        findLeader();
        eventually(() -> consensus.readsAsked() == 2);
        consensus.read(1).confirmed(0);
        assertThat(await(read).confirmed()).isTrue();
    }

    @Test
    void aMembershipChangeIsAnsweredWithTheMembershipOrWhyItDidNotFit() {
        var change = new MembershipChange.AddVoter(new MemberId(2), List.of("http://b:2380"));
        var after = Membership.EMPTY.after(change);
        var changed = replica.change(change);
        change(change, consensus.proposal(0).data(), Optional.empty(), after);
        assertThat(await(changed)).isEqualTo(new Outcome.Change.Changed(after));
        assertThat(replica.state().members().list()).hasSize(1);
        assertThat(replica.state().v2().index()).isEqualTo(1);

        var again = replica.change(change);
        var refusal = Optional.of(ChangeRefusal.MEMBER_EXISTS);
        change(change, consensus.proposal(1).data(), refusal, after);
        assertThat(await(again))
                .isEqualTo(new Outcome.Change.DidNotFit(ChangeRefusal.MEMBER_EXISTS));
        assertThat(replica.state().v2().index()).isEqualTo(1);
    }

    @Test
    void aRestartGoesOnBehindWhatIsInTheFile() throws IOException {
        var change = new MembershipChange.AddVoter(SELF, List.of("http://a:2380"));
        change(change, Bytes.EMPTY, Optional.empty(), Membership.EMPTY.after(change));
        apply(encoded(new Command.PublishMember(SELF, "one", List.of("http://a:2379"))));
        apply(encoded(put("a")));
        replica.endOfBatch();
        replica.close();
        replica = replica("state");
        assertThat(replica.recovered().position().index()).isEqualTo(3);
        assertThat(replica.recovered().membership()).isEqualTo(Membership.EMPTY.after(change));
        assertThat(replica.durableIndex()).isEqualTo(3);
        assertThat(replica.state().appliedIndex()).isEqualTo(3);
        assertThat(replica.state().kv().revision()).isEqualTo(2);
        assertThat(replica.state().v2().index()).isEqualTo(2);
        assertThat(replica.state().members().list().getFirst().name()).isEqualTo("one");
    }

    @Test
    void anImageOfTheLeaderTakesThePlaceOfTheState() throws IOException {
        for (int i = 0; i < 100; i++) {
            apply(encoded(put("k" + i)));
        }
        replica.endOfBatch();
        try (var follower = replica("follower");
                var image = replica.capture();
                var writer = follower.receive(image.mark())) {
            var view = follower.state().kv();
            var awaited = follower.awaitApplied(100);
            var piece = ByteBuffer.allocate(500);
            while (image.read(piece) >= 0) {
                writer.write(piece.flip());
                piece.clear();
            }
            assertThat(view.revision()).isEqualTo(1);
            writer.install();
            assertThat(view.revision()).isEqualTo(101);
            assertThat(await(awaited).confirmed()).isTrue();
            assertThat(follower.durableIndex()).isEqualTo(100);
            assertThat(view.hash(101)).isEqualTo(replica.state().kv().hash(101));
        }
    }

    @Test
    void theStateBecomesDurableBesideTheApplyThread() {
        for (int i = 0; i < 10_000; i++) {
            apply(encoded(put("k" + i % 10)));
        }
        replica.endOfBatch();
        eventually(() -> replica.durableIndex() == 10_000);
    }

    @Test
    void closingAnswersEverybody() {
        var proposed = replica.execute(put("a"));
        loseLeader();
        var waiting = replica.execute(put("b"));
        var read = replica.readPoint();
        replica.close();
        assertThat(await(proposed)).isInstanceOf(Outcome.Unknown.class);
        assertThat(await(waiting)).isEqualTo(new Outcome.NotApplied(Refusal.STOPPED));
        assertThat(await(read).refusal()).contains(Refusal.STOPPED);
        assertThat(await(replica.execute(put("c"))))
                .isEqualTo(new Outcome.NotApplied(Refusal.STOPPED));
    }

    private LocalReplica replica(String name) throws IOException {
        var fatal =
                new FatalHandler() {
                    @Override
                    public void failed(String what, Throwable cause) {
                        throw new AssertionError(what, cause);
                    }

                    @Override
                    public void removed() {}
                };
        var settings =
                new ReplicaSettings(SELF, new ClusterId(7), Duration.ofSeconds(1), -1, time, fatal);
        return LocalReplica.open(settings, Storage.open(folder.resolve(name)));
    }

    private void loseLeader() {
        replica.roleChanged(new StateMachine.RoleChange(Role.FOLLOWER, 2, MemberId.NONE));
    }

    private void findLeader() {
        replica.roleChanged(new StateMachine.RoleChange(Role.FOLLOWER, 3, new MemberId(2)));
    }

    private void apply(Bytes data) {
        replica.apply(new Entry(++index, 1, EntryKind.COMMAND, data));
    }

    private void applyOne() {
        apply(encoded(put("x")));
        replica.endOfBatch();
    }

    private void change(
            MembershipChange change,
            Bytes context,
            Optional<ChangeRefusal> refusal,
            Membership after) {
        var entry = new Entry(++index, 1, EntryKind.MEMBERSHIP, Bytes.EMPTY);
        replica.changeMembership(
                entry, new StateMachine.AppliedChange(change, context, refusal), after);
        replica.endOfBatch();
    }

    private static Bytes encoded(Command command) {
        return CommandCodec.encode(new ProposalId(new MemberId(9), 1), command);
    }

    private static Command put(String key) {
        return new Command.Write(
                new Operation.Put(Bytes.utf8(key), Bytes.utf8("v"), 0, false, false, false));
    }

    private static Rejection rejection(CompletableFuture<Outcome> answer) {
        return await(answer) instanceof Outcome.Applied(Result.Refused(var rejection), _, _)
                ? rejection
                : Rejection.NOT_LEADER;
    }

    private static <T> T await(CompletableFuture<T> answer) {
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
