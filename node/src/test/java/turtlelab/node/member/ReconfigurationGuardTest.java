package turtlelab.node.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.Status;
import turtlelab.node.state.MemberTable;
import turtlelab.node.state.MemberTable.MemberInfo;
import turtlelab.node.state.Rejection;

final class ReconfigurationGuardTest {
    private static final MemberId SELF = new MemberId(1);

    private final Map<MemberId, Duration> up = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, ''",
        "2, 1, 2, NOT_ENOUGH_STARTED_MEMBERS",
        "2, 0, 2, ''",
        "3, 0, 3, ''",
        "3, 0, 2, UNHEALTHY_CLUSTER",
        "3, 2, 5, NOT_ENOUGH_STARTED_MEMBERS",
        "4, 2, 4, UNHEALTHY_CLUSTER",
        "1, 1, 1, NOT_ENOUGH_STARTED_MEMBERS",
    })
    void addingAVoterNeedsStartedAndConnectedVoters(
            int started, int unstarted, int connected, String refusal) {
        var members = members(started, unstarted);
        connect(connected, Duration.ofSeconds(6));
        assertThat(guard(true).refuseAdd(members, false)).isEqualTo(reason(refusal));
        assertThat(guard(false).refuseAdd(members, false)).isEmpty();
    }

    @Test
    void aConnectionMustBeSteadyForFiveSeconds() {
        connect(3, Duration.ofSeconds(4));
        assertThat(guard(true).refuseAdd(members(3, 0), false))
                .contains(Rejection.UNHEALTHY_CLUSTER);
    }

    @Test
    void aLearnerDoesNotNeedAQuorumButConnections() {
        connect(2, Duration.ofSeconds(6));
        assertThat(guard(true).refuseAdd(members(2, 0), true)).isEmpty();
        connect(1, Duration.ofSeconds(6));
        assertThat(guard(true).refuseAdd(members(2, 0), true))
                .contains(Rejection.UNHEALTHY_CLUSTER);
    }

    @Test
    void thereIsOneLearnerAtMost() {
        var members = new TreeMap<>(members(1, 0).members());
        var learner = new MemberId(9);
        members.put(learner, new MemberInfo(learner, "", List.of("http://l"), List.of(), true));
        assertThat(guard(false).refuseAdd(new MemberTable(members), true))
                .contains(Rejection.TOO_MANY_LEARNERS);
        assertThat(guard(true).refuseAdd(new MemberTable(members), false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 1, NOT_ENOUGH_STARTED_MEMBERS",
        "3, 0, 3, 2, ''",
        "3, 0, 2, 2, UNHEALTHY_CLUSTER",
        "3, 0, 2, 3, ''",
        "2, 0, 2, 2, ''",
        "1, 1, 1, 2, ''",
        "1, 1, 1, 1, NOT_ENOUGH_STARTED_MEMBERS",
    })
    void removingAVoterMustLeaveAnActiveQuorum(
            int started, int unstarted, int connected, int id, String refusal) {
        connect(connected, Duration.ofSeconds(6));
        var members = members(started, unstarted);
        assertThat(guard(true).refuseRemove(members, new MemberId(id))).isEqualTo(reason(refusal));
        assertThat(guard(false).refuseRemove(members, new MemberId(id))).isEmpty();
    }

    @Test
    void aLearnerIsPromotedWhenItHasNineTenthsOfTheLog() {
        var members = members(1, 0);
        var learner = new MemberId(9);
        assertThat(guard(true).refusePromote(members, leader(learner, 89), learner))
                .contains(Rejection.LEARNER_NOT_READY);
        assertThat(guard(true).refusePromote(members, leader(learner, 90), learner)).isEmpty();
    }

    private ReconfigurationGuard guard(boolean strict) {
        return new ReconfigurationGuard(SELF, peer -> Optional.ofNullable(up.get(peer)), strict);
    }

    /** Members 1 to n are connected, the first of which is this one. */
    private void connect(int count, Duration since) {
        up.clear();
        for (int i = 2; i <= count; i++) {
            up.put(new MemberId(i), since);
        }
    }

    private static MemberTable members(int started, int unstarted) {
        var members = new TreeMap<MemberId, MemberInfo>();
        for (int i = 1; i <= started + unstarted; i++) {
            var id = new MemberId(i);
            var name = i <= started ? "n" + i : "";
            members.put(id, new MemberInfo(id, name, List.of("http://h" + i), List.of(), false));
        }
        return new MemberTable(members);
    }

    private static Status leader(MemberId learner, long match) {
        return new Status(
                SELF,
                Role.LEADER,
                SELF,
                1,
                100,
                100,
                100,
                Membership.EMPTY,
                Map.of(learner, new Status.PeerProgress(match, true, false)));
    }

    private static Optional<Rejection> reason(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Rejection.valueOf(text));
    }
}
