package turtlelab.node.grpc.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Steps are of 16 KiB: three of them fit. */
class AnswerBudgetTest {
    private static final int STEP = 16 * 1024;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AnswerBudget budget = new AnswerBudget(3 * STEP, LONG);

    @Test
    void whatIsSmallIsNotCounted() {
        assertThat(budget.share().take(AnswerBudget.FREE_BYTES)).isTrue();
        assertThat(budget.taken()).isZero();
    }

    @Test
    void allSharesHaveRoomTogether() {
        var one = budget.share();
        var other = budget.share();
        assertThat(one.take(2 * STEP)).isTrue();
        assertThat(other.take(2 * STEP)).isFalse();
        one.close();
        one.close();
        assertThat(budget.taken()).isZero();
        assertThat(other.take(2 * STEP)).isTrue();
    }

    @Test
    void aShareGrowsAsMoreIsRead() {
        var share = budget.share();
        for (int i = 0; i < 48; i++) {
            assertThat(share.take(1024)).isTrue();
        }
        assertThat(share.take(1)).isFalse();
        assertThat(budget.taken()).isEqualTo(3 * STEP);
    }

    @Test
    void whatIsClosedTakesNothing() {
        var share = budget.share();
        share.close();
        assertThat(share.take(1)).isFalse();
    }

    @Test
    void whoWaitsHoldsNothingAndHasItsRoomWhenItsTurnComes() {
        var first = budget.share();
        var second = budget.share();
        assertThat(first.take(2 * STEP)).isTrue();
        assertThat(second.take(STEP + 1)).isFalse();
        var turn = second.turn();
        assertThat(turn).isCompletedWithValue(true); // One step more than it had.
        assertThat(second.take(2 * STEP)).isFalse();
        turn = second.turn();
        assertThat(turn).isNotDone();
        assertThat(budget.taken()).isEqualTo(2 * STEP);
        first.close();
        assertThat(turn).isCompletedWithValue(true);
        assertThat(budget.taken()).isEqualTo(2 * STEP);
        assertThat(second.take(3 * STEP)).isTrue();
    }

    @Test
    void theyComeInTurnAndNobodyIsForgotten() {
        var first = budget.share();
        assertThat(first.take(3 * STEP)).isTrue();
        var second = budget.share().turn();
        var third = budget.share().turn();
        assertThat(second).isNotDone();
        assertThat(third).isNotDone();
        first.close();
        assertThat(second).isCompletedWithValue(true);
        assertThat(third).isCompletedWithValue(true);
    }

    @Test
    void whoHasWaitedTooLongLetsTheNextOneHaveItsTurn() {
        var impatient = new AnswerBudget(3 * STEP, Duration.ofMillis(1));
        var first = impatient.share();
        assertThat(first.take(3 * STEP)).isTrue();
        assertThat(impatient.share().turn().join()).isFalse();
        first.close();
        assertThat(impatient.taken()).isZero();
    }

    @Test
    void whoIsClosedWhileItWaitsTakesNothingFromTheOthers() {
        var first = budget.share();
        var second = budget.share();
        assertThat(first.take(3 * STEP)).isTrue();
        var turn = second.turn();
        second.close();
        first.close();
        assertThat(turn).isCompletedWithValue(false);
        assertThat(budget.taken()).isZero();
    }

    @Test
    void whatNeverFitsDoesNotWait() {
        var share = budget.share();
        assertThat(share.take(3 * STEP)).isTrue();
        assertThat(share.take(1)).isFalse();
        assertThat(share.turn()).isCompletedWithValue(false);
    }
}
