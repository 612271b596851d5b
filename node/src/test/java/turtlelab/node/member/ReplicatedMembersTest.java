package turtlelab.node.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.member.Members.Answer;
import turtlelab.node.replica.FakeReplica;
import turtlelab.node.replica.Outcome;
import turtlelab.node.state.Rejection;

final class ReplicatedMembersTest {
    private static final String URL = "http://10.10.10.12:2380";

    private final FakeReplica replica = new FakeReplica();
    private final ReplicatedMembers members =
            new ReplicatedMembers(
                    replica,
                    new ReplicatedMembers.Surroundings(
                            _ -> Optional.of(Duration.ofMinutes(1)),
                            (_, _) -> {
                                throw new AssertionError("this member leads");
                            },
                            at(1507285073)),
                    true);

    @Test
    void anAddedMemberHasTheIdentityOfTheSecondSeed() {
        var answer = (Answer.Changed) add(URL);
        assertThat(answer.member().id().hex()).isEqualTo("2a68cac58263240c");
        assertThat(answer.member().peerUrls()).containsExactly(URL);
        assertThat(answer.member().started()).isFalse();
        assertThat(answer.members().list()).hasSize(2);
    }

    @Test
    void badUrlsAreRefusedWithTheReason() {
        assertThat(add("http://10.10.10.12"))
                .isEqualTo(
                        new Answer.Refused(
                                Rejection.BAD_MEMBER_URLS,
                                "URL address does not have the form \"host:port\":"
                                        + " http://10.10.10.12"));
        assertThat(members.add(List.of(), false).join())
                .isEqualTo(new Answer.Refused(Rejection.BAD_MEMBER_URLS, "no valid URLs given"));
    }

    @Test
    void aUrlThatIsTakenIsRefused() {
        assertThat(add("http://localhost:2380"))
                .isEqualTo(new Answer.Refused(Rejection.PEER_URL_EXISTS, ""));
    }

    @Test
    void aRemovedMemberNeverComesBack() {
        var added = ((Answer.Changed) add(URL)).member();
        assertThat(members.remove(added.id()).join())
                .isEqualTo(new Answer.Changed(added, members.list()));
        assertThat(members.remove(added.id()).join())
                .isEqualTo(new Answer.RemovedForEver(added.id()));
        assertThat(add(URL)).isEqualTo(new Answer.RemovedForEver(added.id()));
    }

    @Test
    void anUnknownMemberIsNotFound() {
        var refused = new Answer.Refused(Rejection.MEMBER_NOT_FOUND, "");
        assertThat(members.update(new MemberId(7), List.of(URL)).join()).isEqualTo(refused);
        assertThat(members.promote(new MemberId(7)).join()).isEqualTo(refused);
    }

    @Test
    void aChangeRightBehindAnotherIsWaitedForButNotForEver() {
        replica.refuseChanges(3);
        var added = ((Answer.Changed) add(URL)).member();
        replica.refuseChanges(1);
        assertThat(members.remove(added.id()).join()).isInstanceOf(Answer.Changed.class);

        replica.refuseChanges(Integer.MAX_VALUE);
        assertThat(add("http://10.10.10.13:2380"))
                .isEqualTo(
                        new Answer.Failed(
                                new Outcome.Change.NotApplied(Refusal.CHANGE_IN_PROGRESS)));
    }

    @Test
    void aVoterCannotBePromoted() {
        assertThat(members.promote(FakeReplica.SELF).join())
                .isEqualTo(new Answer.Refused(Rejection.NOT_A_LEARNER, ""));
    }

    @Test
    void aLearnerBecomesAVoter() {
        var learner = ((Answer.Changed) members.add(List.of(URL), true).join()).member();
        assertThat(learner.learner()).isTrue();
        var promoted = (Answer.Changed) members.promote(learner.id()).join();
        assertThat(promoted.member().learner()).isFalse();
        assertThat(members.promotions()).isEqualTo(1);
    }

    @Test
    void withoutALeaderNothingChanges() {
        replica.loseLeader();
        assertThat(add(URL))
                .isEqualTo(new Answer.Failed(new Outcome.Change.NotApplied(Refusal.NO_LEADER)));
        assertThat(members.leader()).isEmpty();
    }

    private Answer add(String url) {
        CompletableFuture<Answer> answer = members.add(List.of(url), false);
        return answer.join();
    }

    private static Time at(long seconds) {
        return new Time() {
            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public Instant now() {
                return Instant.ofEpochSecond(seconds);
            }
        };
    }
}
