package turtlelab.join.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.join.auto.Lookout.Sight;
import turtlelab.join.cluster.Health.State;

/** What a leader remembers: how long somebody has been silent, how long nothing has changed. */
class LookoutTest {
    private final Lookout lookout = new Lookout(Pace.DEFAULT, 0);
    private Board board = Board.of(List.of());

    private static Sight sight(boolean active, boolean caughtUp) {
        return new Sight(2, List.of("u"), Seat.Kind.FOLLOWER, true, active, caughtUp);
    }

    private Situation at(int seconds, Sight... sights) {
        return lookout.look(board, List.of(sights), Duration.ofSeconds(seconds).toNanos());
    }

    private State vitalAt(int seconds, boolean active) {
        return at(seconds, sight(active, true)).seats().getFirst().vital();
    }

    @Test
    void aMemberIsDeadOnlyAfterALongSilence() {
        assertThat(vitalAt(1, true)).isEqualTo(State.ALIVE);
        assertThat(vitalAt(2, false)).isEqualTo(State.UNKNOWN);
        assertThat(vitalAt(10, false)).isEqualTo(State.UNKNOWN);
        assertThat(vitalAt(11, false)).isEqualTo(State.DEAD);
        assertThat(vitalAt(12, true)).isEqualTo(State.ALIVE);
        assertThat(vitalAt(13, false)).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aNewLeaderHasToListenForItselfBeforeItCallsAnybodyDead() {
        assertThat(vitalAt(100, false)).isEqualTo(State.UNKNOWN);
        assertThat(vitalAt(110, false)).isEqualTo(State.DEAD);
    }

    @Test
    void calmBeginsAgainWithEveryChangeButNotWithProgress() {
        assertThat(at(5, sight(true, false)).calm()).isEqualTo(Duration.ZERO);
        assertThat(at(8, sight(true, true)).calm()).isEqualTo(Duration.ofSeconds(3));
        assertThat(at(9, sight(false, true)).calm()).isEqualTo(Duration.ZERO);
        assertThat(at(10).calm()).isEqualTo(Duration.ZERO);
        assertThat(at(12).calm()).isEqualTo(Duration.ofSeconds(2));
    }

    /** A wish that is a moment old may meet a failure that is as old and not yet noticed. */
    @Test
    void calmBeginsAgainWithEveryWish() {
        assertThat(at(5).calm()).isEqualTo(Duration.ZERO);
        board = Board.of(List.of(new Stored(AutoKeys.SIZE_2016, "3", 1, 1)));
        assertThat(at(8).calm()).isEqualTo(Duration.ZERO);
        assertThat(at(9).calm()).isEqualTo(Duration.ofSeconds(1));
    }
}
