package turtlelab.join.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import turtlelab.join.cluster.Health.State;

/** What the loop decides, case by case. */
class ReconcilerTest {
    @Nested
    class Growing {
        @Test
        void oneMemberNominatesOneVolunteerAndNotTwo() {
            var scene = new Scene().size(3).members("h1").offers("h1", "h2", "h3");
            assertThat(scene.step()).isEqualTo("nominate h2");
            assertThat(scene.decide().why()).isEqualTo("1 of 3 members; h2 is next");
            assertThat(scene.decide().sums()).contains("A learner has no vote: that stays.");
        }

        /** Raising by two adds two: the loop looks at levels, so nothing has to re-arm it. */
        @Test
        void itGoesOnUntilTheNumberIsRight() {
            var scene = new Scene().size(5).members("h1", "h2", "h3");
            scene.offers("h1", "h2", "h3", "h4", "h5");
            assertThat(scene.step()).isEqualTo("nominate h4");
            assertThat(scene.members("h4").step()).isEqualTo("nominate h5");
            assertThat(scene.members("h5").step()).isEqualTo("nothing");
        }

        @Test
        void aFourthHostWaitsAsAVolunteerWhileThreeAreWanted() {
            var scene = new Scene().size(3).members("h1", "h2", "h3");
            var decision = scene.offers("h1", "h2", "h3", "h4").decide();
            assertThat(decision.step()).isEqualTo(new Step.Settled());
            assertThat(decision.why()).isEqualTo("as many members as wanted");
        }

        @Test
        void withoutAFreeVolunteerItSaysWhoIsLeftAlone() {
            var scene = new Scene().size(3).members("h1").offers("h1", "h2");
            var decision = scene.key(AutoKeys.PENALTY + "h2", "1").decide();
            assertThat(decision.step()).isEqualTo(new Step.Settled());
            assertThat(decision.why())
                    .isEqualTo("1 of 3 members; no volunteer is free (left alone for a while: h2)");
        }

        @Test
        void aRevokedVolunteerIsNotNominated() {
            var scene = new Scene().size(3).members("h1").offers("h1", "h2", "h3");
            assertThat(scene.key(AutoKeys.REVOKED + "h2", "").step()).isEqualTo("nominate h3");
        }
    }

    @Nested
    class ANewcomer {
        private final Scene scene = new Scene().size(3).members("h1").offers("h1", "h2", "h3");

        private Scene starting() {
            return scene.nominated("h2").key(AutoKeys.START + "h2", "1");
        }

        @Test
        void isWaitedForWhileItsStartLeaseRuns() {
            var decision = starting().learner("h2", false, false).decide();
            assertThat(decision.step()).isEqualTo(new Step.Hold());
            assertThat(decision.why()).isEqualTo("waiting for h2 to start and catch up");
        }

        @Test
        void getsItsVoteWhenItHasCaughtUp() {
            assertThat(starting().learner("h2", true, true).step()).isEqualTo("promote h2");
        }

        @Test
        void isWaitedForWhileItLags() {
            assertThat(starting().learner("h2", true, false).step()).isEqualTo("hold");
        }

        @Test
        void isTakenBackAndLeftAloneWhenItDoesNotStartInTime() {
            var decision = scene.nominated("h2").learner("h2", false, false).decide();
            assertThat(Entry.words(decision.step())).isEqualTo("withdraw h2");
            assertThat(decision.why())
                    .isEqualTo("h2 was nominated and did not get its vote in time");
            assertThat(((Step.Remove) decision.step()).cause().isFailure()).isTrue();
        }

        @Test
        void isTakenBackAtOnceWhenItsHostIsGone() {
            var scene = new Scene().size(3).members("h1").offers("h1", "h3");
            scene.nominated("h2").key(AutoKeys.START + "h2", "1").learner("h2", true, true);
            assertThat(scene.decide().why()).isEqualTo("h2 volunteers no more");
            assertThat(scene.step()).isEqualTo("withdraw h2");
        }

        @Test
        void addedByHandIsLeftToHands() {
            var decision = new Scene().size(3).members("h1").offers("h1", "h2");
            assertThat(decision.learner("h9", false, false).decide().why())
                    .contains("was added by hand")
                    .contains("promote or remove it");
        }

        @Test
        void getsNoVoteThatCouldCostTheQuorum() {
            var crowded = new Scene().size(5).members("h1", "h2").silent("h3", State.DEAD);
            crowded.silent("h4", State.DEAD).offers("h1", "h2", "h3", "h4", "h5");
            crowded.nominated("h5").key(AutoKeys.START + "h5", "1").learner("h5", true, true);
            assertThat(crowded.step()).isEqualTo("hold");
            assertThat(crowded.decide().why()).contains("the quorum is lost");
        }
    }

    @Nested
    class Parting {
        @Test
        void aDeadMemberWithoutAHostIsRemoved() {
            var scene = new Scene().size(3).members("h1", "h2").silent("h3", State.DEAD);
            var decision = scene.offers("h1", "h2", "h4").decide();
            assertThat(Entry.words(decision.step())).isEqualTo("remove dead h3");
            assertThat(decision.sums()).contains("Without a member that is down");
        }

        @Test
        void aSilentOneIsWaitedForUntilItCountsAsDead() {
            var scene = new Scene().size(3).members("h1", "h2").silent("h3", State.UNKNOWN);
            assertThat(scene.offers("h1", "h2", "h4").decide().why())
                    .isEqualTo("h3 volunteers no more and its member is silent: dead after 10 s");
        }

        /** A process that still volunteers is not gone, whatever its server does. */
        @Test
        void aSilentMemberWhoseHostStillVolunteersStays() {
            var scene = new Scene().size(3).members("h1", "h2").silent("h3", State.DEAD);
            assertThat(scene.offers("h1", "h2", "h3", "h4").step()).isEqualTo("nothing");
        }

        @Test
        void whoNoLongerVolunteersIsLetGo() {
            var scene = new Scene().size(3).members("h1", "h2", "h3").offers("h1", "h2", "h4");
            assertThat(scene.step()).isEqualTo("let go h3");
        }

        /** Who has just come to lead does not know yet who is down. */
        @Test
        void aNewLeaderListensFirst() {
            var scene = new Scene().size(3).members("h1", "h2", "h3").offers("h1", "h2", "h4");
            assertThat(scene.calm(Duration.ofMillis(400)).decide().why())
                    .isEqualTo(
                            "h3 volunteers no more; first the others must be heard for a moment");
        }

        @Test
        void theDeadGoBeforeThoseWhoWantToLeave() {
            var scene = new Scene().size(5).members("h1", "h2", "h3", "h4");
            scene.silent("h5", State.DEAD).offers("h1", "h3", "h4");
            assertThat(scene.step()).isEqualTo("remove dead h5");
        }

        @Test
        void aLeaderThatLeavesHandsOverFirstToTheLowestWhoStays() {
            var scene = new Scene().size(3).members("h1", "h2", "h3").offers("h3", "h4");
            assertThat(scene.step()).isEqualTo("hand over to h3");
            var all = new Scene().size(3).members("h1", "h2", "h3").offers("h2", "h3");
            assertThat(all.step()).isEqualTo("hand over to h2");
        }

        @Test
        void theLastMemberStays() {
            var scene = new Scene().size(3).members("h1");
            assertThat(scene.decide().why())
                    .isEqualTo("h1 volunteers no more, but it is the last member");
        }

        @Test
        void nobodyLeavesWhomTheQuorumNeeds() {
            var scene = new Scene().size(3).members("h1", "h2").silent("h3", State.DEAD);
            var decision = scene.offers("h1", "h3").decide();
            assertThat(decision.step()).isEqualTo(new Step.Hold());
            assertThat(decision.why()).startsWith("h2 volunteers no more, but the guard refuses");
        }

        @Test
        void aMemberThatNobodyNominatedIsLeftAlone() {
            var scene = new Scene().size(3).members("h1", "h2").offers("h1", "h2");
            scene.seat("h3", Seat.Kind.FOLLOWER, State.ALIVE);
            assertThat(scene.step()).isEqualTo("nothing");
        }
    }

    @Nested
    class Shrinking {
        private Scene five() {
            return new Scene()
                    .size(3)
                    .members("h1", "h2", "h3", "h4", "h5")
                    .offers("h1", "h2", "h3", "h4", "h5");
        }

        @Test
        void oneGoesWhoIsNotTheLeader() {
            assertThat(five().step()).isEqualTo("un-nominate h5");
            assertThat(five().decide().why()).isEqualTo("5 members, 3 wanted; h5 goes");
        }

        @Test
        void theLeaderIsNeverAmongThem() {
            var scene = new Scene().size(1).members("h5", "h2").offers("h2", "h5");
            assertThat(scene.step()).isEqualTo("un-nominate h2");
        }

        @Test
        void itWaitsUntilTheLastChangeHasSettled() {
            var decision = five().calm(Duration.ofSeconds(4)).decide();
            assertThat(decision.step()).isEqualTo(new Step.Hold());
            assertThat(decision.why()).endsWith("waiting until nothing has changed for 10 s");
        }

        @Test
        void nobodyAliveGoesWhileAnotherIsDown() {
            var scene = new Scene().size(3).members("h1", "h2", "h3").silent("h4", State.DEAD);
            scene.offers("h1", "h2", "h3", "h4");
            assertThat(scene.decide().why()).contains("while another is down");
        }

        @Test
        void neverBelowTheLeastNumber() {
            var pace =
                    new Pace(
                            Chooser.OLDEST,
                            3,
                            Duration.ZERO,
                            Duration.ZERO,
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(10));
            var scene = new Scene().size(1).members("h1", "h2", "h3").offers("h1", "h2", "h3");
            assertThat(scene.pace(pace).decide().why()).isEqualTo("no fewer members are allowed");
        }
    }

    @Test
    void whilePausedNothingIsDone() {
        var scene = new Scene().size(3).members("h1").offers("h1", "h2");
        var decision = scene.key(AutoKeys.PAUSED, "workshop break").decide();
        assertThat(decision.step()).isEqualTo(new Step.Hold());
        assertThat(decision.why()).isEqualTo("paused: workshop break");
    }

    /** The founder is about to say it; until then the default would be a guess. */
    @Test
    void withoutASizeNothingIsDone() {
        assertThat(new Scene().members("h1").offers("h1", "h2").decide().why())
                .isEqualTo("nobody has said yet how many members are wanted");
    }

    @Test
    void withoutAQuorumNothingIsDone() {
        var scene = new Scene().size(3).members("h1").silent("h2", State.DEAD).offers("h1", "h3");
        assertThat(scene.decide().why()).contains("the quorum is lost");
    }

    @Test
    void aSizeThatWasAskedForIsNotedFirst() {
        var scene = new Scene().size(3).key(AutoKeys.SIZE_2016, "5").members("h1").offers("h1");
        assertThat(scene.step()).isEqualTo("size 5");
    }

    @Test
    void aNominationWithoutAMemberIsForgotten() {
        var scene = new Scene().size(1).members("h1").offers("h1", "h2").nominated("h2");
        assertThat(scene.step()).isEqualTo("forget h2");
    }

    /** The leader died between the keys and the member: the next one carries it through. */
    @Test
    void aNominationThatIsStillStartingIsCarriedThrough() {
        var scene = new Scene().size(3).members("h1").offers("h1", "h2").nominated("h2");
        assertThat(scene.key(AutoKeys.START + "h2", "4").step()).isEqualTo("nominate h2");
    }
}
