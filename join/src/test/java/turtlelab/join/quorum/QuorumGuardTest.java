package turtlelab.join.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.join.quorum.Verdict.Allowed;
import turtlelab.join.quorum.Verdict.Refused;

class QuorumGuardTest {

    /** Where a guard that counts only started members says "safe" and loses the quorum. */
    @ParameterizedTest
    @CsvSource({"2,1,2", "3,2,3", "4,1,3", "5,2,4", "6,1,4", "7,2,5"})
    void aNewcomerThatNeverStartsMayNotCostTheQuorum(int started, int unstarted, int healthy) {
        assertThat(QuorumGuard.addVoter(new Voters(started, unstarted, healthy)))
                .isInstanceOf(Refused.class);
        assertThat(QuorumGuard.addLearner(new Voters(started, unstarted, healthy), 0))
                .isInstanceOf(Refused.class);
    }

    @Test
    void oneMayBecomeTwoWithAWarning() {
        assertThat(QuorumGuard.addVoter(new Voters(1, 0, 1)))
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.warning()).isPresent());
        assertThat(QuorumGuard.addVoter(new Voters(1, 0, 0)).allowed()).isFalse();
    }

    /** Whatever is allowed leaves a quorum even if the newcomer never comes. */
    @Test
    void whatIsAllowedLeavesAQuorum() {
        for (int members = 2; members <= 9; members++) {
            for (int down = 0; down <= members; down++) {
                var now = Voters.of(members, down);
                var healthy = members - down;
                assertThat(QuorumGuard.addVoter(now).allowed())
                        .as("add to %s", now)
                        .isEqualTo(healthy >= (members + 1) / 2 + 1);
                assertThat(QuorumGuard.remove(now, true).allowed())
                        .as("remove one that is up from %s", now)
                        .isEqualTo(
                                healthy >= members / 2 + 1 && healthy - 1 >= (members - 1) / 2 + 1);
                if (down > 0) {
                    assertThat(QuorumGuard.remove(now, false).allowed())
                            .as("remove one that is down from %s", now)
                            .isEqualTo(healthy >= members / 2 + 1);
                }
                assertThat(QuorumGuard.addLearner(now, 0).allowed())
                        .isEqualTo(healthy >= members / 2 + 1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3,1,true", "3,2,false", "5,2,true", "5,3,false"})
    void aDeadMemberIsReplacedWhileTheOthersAreAMajority(int members, int down, boolean allowed) {
        assertThat(QuorumGuard.replaceDead(Voters.of(members, down)).allowed()).isEqualTo(allowed);
    }

    /** Adding first would need 3 of 4 with a dead one still in: 2 are healthy. */
    @Test
    void aNewcomerIsNeverAddedBeforeTheDeadOneIsGone() {
        assertThat(QuorumGuard.addVoter(Voters.of(3, 1)).allowed()).isFalse();
        assertThat(QuorumGuard.replaceDead(Voters.of(3, 1)).allowed()).isTrue();
    }

    @Test
    void onlyOneLearnerIsOnItsWay() {
        assertThat(QuorumGuard.addLearner(Voters.of(3, 0), 1).allowed()).isFalse();
        assertThat(QuorumGuard.addLearner(Voters.of(3, 1), 0).allowed()).isTrue();
    }

    @Test
    void aCaughtUpLearnerIsPromotedWhileItHelps() {
        assertThat(QuorumGuard.promote(Voters.of(3, 1)).allowed()).isTrue();
        assertThat(QuorumGuard.promote(Voters.of(3, 2)).allowed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"3,0,1,true", "3,1,1,false", "5,1,1,true", "5,2,1,false", "5,0,3,false"})
    void itSaysWhatAKillDoes(int members, int down, int killed, boolean goesOn) {
        assertThat(QuorumGuard.lose(Voters.of(members, down), killed).allowed()).isEqualTo(goesOn);
    }

    @Test
    void theArithmeticIsTold() {
        assertThat(QuorumGuard.addVoter(Voters.of(3, 1)).arithmetic())
                .isEqualTo(
                        "3 voters need 2 for a quorum; 2 are healthy. With the newcomer 4 voters"
                                + " need 3; if it never starts 2 are healthy.");
        assertThat(new Voters(2, 1, 2))
                .hasToString("3 voters (1 never started) need 2 for a quorum; 2 are healthy");
    }

    @Test
    void moreHealthyThanMembersIsNonsense() {
        assertThatThrownBy(() -> new Voters(1, 0, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
