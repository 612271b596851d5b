package turtlelab.node.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.replica.HandTime;
import turtlelab.node.replica.Outcome;
import turtlelab.node.state.Command;
import turtlelab.node.state.MemberTable.MemberInfo;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;
import turtlelab.node.state.kv.Operation;

/** The clock of leases: on the leader, for the term of the leader, and never too early. */
class LessorTest {
    private static final MemberId OTHER = new MemberId(2);
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private final FakeReplica replica = new FakeReplica();
    private final HandTime time = new HandTime();
    private final OtherLeader other = new OtherLeader();
    private final Lessor lessor = lessor(Duration.ofSeconds(1));

    @AfterEach
    void close() {
        lessor.close();
    }

    @Test
    void aLeaseExpiresWhenItsTimeIsUpAndNotBefore() {
        lead();
        lessor.grant(7, 10).join();
        put("k", 7);
        lessor.tick();
        pass(Duration.ofSeconds(10));
        lessor.tick();
        assertThat(leases()).containsExactly(7L);
        pass(LeaderDesk.TRUST);
        lessor.tick();
        assertThat(leases()).isEmpty();
        assertThat(lessor.expired()).isEqualTo(1);
    }

    @Test
    void aKeepaliveGivesTheWholeTimeAgainWithoutAnEntryInTheLog() {
        lead();
        lessor.grant(7, 10).join();
        var before = replica.state().appliedIndex();
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(9));
            lessor.tick();
            assertThat(lessor.keepAlive(7).join()).isEqualTo(running(10, 10));
        }
        assertThat(replica.state().appliedIndex()).isEqualTo(before);
        assertThat(lessor.renewed()).isEqualTo(5);
    }

    @Test
    void whatHasRunOutIsNotKeptAlive() {
        lead();
        lessor.grant(7, 10).join();
        lessor.tick();
        pass(Duration.ofSeconds(10));
        assertThat(lessor.keepAlive(7).join()).isEqualTo(new LeaseAnswer.Gone());
        assertThat(lessor.timeToLive(7, true).join()).isEqualTo(new LeaseAnswer.Gone());
        assertThat(lessor.keepAlive(8).join()).isEqualTo(new LeaseAnswer.Gone());
    }

    @Test
    void aNewLeaderStartsEveryLeaseAfresh() {
        lead();
        lessor.grant(7, 10).join();
        lessor.tick();
        pass(Duration.ofSeconds(9));
        follow();
        lead();
        pass(Duration.ofSeconds(9));
        lessor.tick();
        assertThat(leases()).containsExactly(7L);
    }

    @Test
    void whoIsNoLeaderLetsNothingExpire() {
        lead();
        lessor.grant(7, 10).join();
        lessor.tick();
        follow();
        pass(Duration.ofDays(1));
        lessor.tick();
        assertThat(leases()).containsExactly(7L);
    }

    @Test
    void aLeaderOfAnEarlierTermThatDoesNotKnowItYetLetsNothingExpire() {
        lead();
        lessor.grant(7, 10).join();
        lessor.tick();
        pass(Duration.ofDays(1));
        replica.findLeader();
        lessor.tick();
        assertThat(leases()).containsExactly(7L);
    }

    @Test
    void atMostAThousandLeasesExpireInASecond() {
        lead();
        for (int id = 1; id <= 1_500; id++) {
            lessor.grant(id, 10).join();
        }
        lessor.tick();
        pass(Duration.ofSeconds(11));
        for (int tick = 0; tick < 10; tick++) {
            lessor.tick();
        }
        assertThat(leases()).hasSize(500);
    }

    @Test
    void shortAndSenselessTimesAreRaisedAndEndlessOnesRefused() {
        lead();
        assertThat(lessor.grant(0, -5).join().ttlSeconds()).isEqualTo(2);
        assertThat(lessor.grant(0, 1).join().id()).isPositive();
        assertThat(lessor(Duration.ofMillis(1001)).grant(5, 0).join().ttlSeconds()).isEqualTo(2);
        assertThat(lessor(Duration.ofMillis(1400)).grant(6, 0).join().ttlSeconds()).isEqualTo(3);
        assertThat(lessor.grant(-9, 9_000_000_000L).join().id()).isEqualTo(-9);
        lessor.tick();
        assertThat(lessor.keepAlive(-9).join()).isEqualTo(running(9_000_000_000L, 9_000_000_000L));
        assertThat(lessor.grant(9, 9_000_000_001L).join().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Applied.class,
                        applied ->
                                assertThat(applied.result())
                                        .isEqualTo(
                                                new Result.Refused(Rejection.LEASE_TTL_TOO_LARGE)));
    }

    @Test
    void theRestOfTheTimeIsToldInWholeSecondsWithTheKeys() {
        lead();
        lessor.grant(7, 10).join();
        put("b", 7);
        put("a", 7);
        lessor.tick();
        pass(Duration.ofMillis(1_500));
        assertThat(lessor.timeToLive(7, false).join()).isEqualTo(running(8, 10));
        assertThat(lessor.timeToLive(7, true).join())
                .isEqualTo(
                        new LeaseAnswer.Running(8, 10, List.of(Bytes.utf8("a"), Bytes.utf8("b"))));
    }

    @Test
    void leasesAreListedByTheTimeTheyHaveLeft() {
        lead();
        lessor.grant(1, 30).join();
        lessor.grant(2, 10).join();
        lessor.grant(3, 20).join();
        assertThat(lessor.list()).containsExactly(2L, 3L, 1L);
        pass(Duration.ofSeconds(5));
        lessor.keepAlive(2).join();
        pass(Duration.ofSeconds(2));
        assertThat(lessor.list()).containsExactly(2L, 3L, 1L);
        pass(Duration.ofSeconds(2));
        lessor.keepAlive(3).join();
        lessor.keepAlive(2).join();
        assertThat(lessor.list()).containsExactly(2L, 3L, 1L);
    }

    @Test
    void aFollowerAsksTheLeaderOnceForAllWhoAskMeanwhile() {
        followAnother();
        var first = lessor.keepAlive(1);
        var second = lessor.keepAlive(2);
        var third = lessor.keepAlive(3);
        assertThat(other.asked).containsExactly(List.of(1L));
        other.answer(running(5, 5));
        assertThat(first.join()).isEqualTo(running(5, 5));
        assertThat(other.asked).containsExactly(List.of(1L), List.of(2L, 3L));
        other.answer(new LeaseAnswer.Gone(), running(6, 6));
        assertThat(second.join()).isEqualTo(new LeaseAnswer.Gone());
        assertThat(third.join()).isEqualTo(running(6, 6));
    }

    @Test
    void aFollowerWhoseLeaderDoesNotAnswerAsksAgainUntilItsDeadline() {
        followAnother();
        var answer = lessor.keepAlive(1);
        other.silence();
        lessor.tick();
        assertThat(other.asked).hasSize(2);
        other.answer(running(5, 5));
        assertThat(answer.join()).isEqualTo(running(5, 5));

        var late = lessor.keepAlive(1);
        other.silence();
        pass(PATIENCE);
        lessor.tick();
        assertThat(late.join()).isEqualTo(new LeaseAnswer.TimedOut());
    }

    @Test
    void withoutALeaderInTimeTheReasonIsTold() {
        replica.loseLeader();
        var answer = lessor.keepAlive(1);
        pass(PATIENCE);
        lessor.tick();
        assertThat(answer.join()).isEqualTo(new LeaseAnswer.Failed(Refusal.NO_LEADER));
    }

    @Test
    void tooManyQuestionsAreRefusedAndACloseAnswersTheRest() {
        replica.loseLeader();
        var answers = new ArrayList<CompletableFuture<LeaseAnswer>>();
        for (int i = 0; i < Rounds.MOST_WAITING; i++) {
            answers.add(lessor.keepAlive(i));
        }
        assertThat(lessor.keepAlive(1).join())
                .isEqualTo(new LeaseAnswer.Failed(Refusal.OVERLOADED));
        lessor.close();
        assertThat(answers)
                .allSatisfy(
                        answer ->
                                assertThat(answer.join())
                                        .isEqualTo(new LeaseAnswer.Failed(Refusal.STOPPED)));
    }

    private Lessor lessor(Duration electionTimeout) {
        return new Lessor(
                replica,
                other,
                new Lessor.Surroundings(time, new Random(1), electionTimeout, PATIENCE));
    }

    private void lead() {
        lessor.roleChanged(new RoleChange(Role.LEADER, term(), FakeReplica.SELF));
    }

    private void follow() {
        lessor.roleChanged(new RoleChange(Role.FOLLOWER, term(), MemberId.NONE));
        replica.findLeader();
    }

    /** Another member leads, as this one knows it. */
    private void followAnother() {
        var voter = new MembershipChange.AddVoter(OTHER, List.of("http://10.0.0.2:2380"));
        replica.change(voter).join();
        replica.follow(OTHER);
    }

    private long term() {
        return replica.status().term();
    }

    private void pass(Duration duration) {
        time.pass(duration);
    }

    private List<Long> leases() {
        return replica.state().leases().grantedFrom(0).stream().map(each -> each.id()).toList();
    }

    private void put(String key, long lease) {
        var put = new Operation.Put(Bytes.utf8(key), Bytes.EMPTY, lease, false, false, false);
        replica.execute(new Command.Write(put)).join();
    }

    private static LeaseAnswer running(long left, long granted) {
        return new LeaseAnswer.Running(left, granted, List.of());
    }

    /** A leader that answers when it is told to. */
    private static final class OtherLeader implements LeaderLine {
        private final List<List<Long>> asked = new ArrayList<>();
        private CompletableFuture<Optional<List<LeaseAnswer>>> next = new CompletableFuture<>();

        @Override
        public CompletableFuture<Optional<List<LeaseAnswer>>> keepAlive(
                MemberInfo leader, List<Long> leases) {
            asked.add(leases);
            next = new CompletableFuture<>();
            return next;
        }

        @Override
        public CompletableFuture<Optional<List<LeaseAnswer>>> timeToLive(
                MemberInfo leader, LeaseQuestion question) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        void answer(LeaseAnswer... answers) {
            next.complete(Optional.of(List.of(answers)));
        }

        void silence() {
            next.complete(Optional.empty());
        }
    }
}
