package turtlelab.node.consensus.raft.tally;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.raft.tally.ReadQueue.Ask;

final class ReadQueueTest {
    private static final MemberId ME = new MemberId(1);

    private final ReadQueue reads = new ReadQueue(3);

    @Test
    void readsThatWaitShareOneRound() {
        reads.add(ask(1));
        reads.add(ask(2));
        reads.open(5, 100);
        assertThat(reads.round()).isEqualTo(5);
        assertThat(reads.index()).isEqualTo(100);
        assertThat(reads.close()).containsExactly(ask(1), ask(2));
        assertThat(reads.roundOpen()).isFalse();
    }

    @Test
    void aReadThatComesDuringARoundWaitsForTheNext() {
        reads.add(ask(1));
        reads.open(5, 100);
        reads.add(ask(2));
        assertThat(reads.roundWanted()).isFalse();
        assertThat(reads.close()).containsExactly(ask(1));
        assertThat(reads.roundWanted()).isTrue();
        reads.open(6, 101);
        assertThat(reads.close()).containsExactly(ask(2));
    }

    @Test
    void nobodyWantsARoundWithoutReads() {
        assertThat(reads.roundWanted()).isFalse();
    }

    @Test
    void tooManyAreTurnedAway() {
        assertThat(reads.add(ask(1))).isTrue();
        assertThat(reads.add(ask(2))).isTrue();
        assertThat(reads.add(ask(3))).isTrue();
        assertThat(reads.add(ask(4))).isFalse();
    }

    @Test
    void allAreAbandonedWhenTheLeaderStepsDown() {
        reads.add(ask(1));
        reads.open(5, 100);
        reads.add(ask(2));
        assertThat(reads.abandon()).containsExactly(ask(1), ask(2));
        assertThat(reads.roundOpen()).isFalse();
        assertThat(reads.roundWanted()).isFalse();
    }

    private static Ask ask(long id) {
        return new Ask(ME, id);
    }
}
