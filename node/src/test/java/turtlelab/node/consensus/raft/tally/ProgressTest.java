package turtlelab.node.consensus.raft.tally;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import turtlelab.node.consensus.raft.tally.Progress.State;

final class ProgressTest {
    private final Progress progress = new Progress(6, true, 2, 1000);

    @Test
    void itProbesOneAppendAtATime() {
        assertThat(progress.state()).isEqualTo(State.PROBE);
        assertThat(progress.maySend()).isTrue();
        progress.sent(8, 30, 5);
        assertThat(progress.maySend()).isFalse();
        progress.beat();
        assertThat(progress.maySend()).isTrue();
    }

    @Test
    void anAnswerThatMatchesStartsThePipeline() {
        progress.sent(8, 30, 5);
        progress.accepted(8, 0);
        assertThat(progress.state()).isEqualTo(State.REPLICATE);
        assertThat(progress.match()).isEqualTo(8);
        assertThat(progress.next()).isEqualTo(9);
    }

    @Test
    void thePipelineIsBoundedInAppends() {
        progress.accepted(5, 0);
        progress.sent(6, 10, 5);
        progress.sent(7, 10, 5);
        assertThat(progress.maySend()).isFalse();
        progress.accepted(6, 0);
        assertThat(progress.maySend()).isTrue();
    }

    @Test
    void thePipelineIsBoundedInBytes() {
        progress.accepted(5, 0);
        progress.sent(6, 5000, 5);
        assertThat(progress.maySend()).isFalse();
    }

    @Test
    void aRefusalInThePipelineFallsBackToProbing() {
        progress.accepted(5, 0);
        progress.sent(6, 10, 5);
        assertThat(progress.refused(6, 4)).isTrue();
        assertThat(progress.state()).isEqualTo(State.PROBE);
        assertThat(progress.next()).isEqualTo(6);
    }

    @Test
    void anOldRefusalChangesNothing() {
        progress.accepted(5, 0);
        progress.sent(9, 10, 5);
        assertThat(progress.refused(4, 1)).isFalse();
        assertThat(progress.state()).isEqualTo(State.REPLICATE);
        progress.probe(7);
        assertThat(progress.refused(3, 1)).isFalse();
        assertThat(progress.next()).isEqualTo(7);
    }

    @Test
    void aRefusedProbeGoesBackToWhereTheLogsMayMeetButNeverBehindTheMatch() {
        assertThat(progress.refused(5, 2)).isTrue();
        assertThat(progress.next()).isEqualTo(3);
        progress.accepted(2, 0);
        progress.probe(6);
        progress.refused(5, 0);
        assertThat(progress.next()).isEqualTo(3);
    }

    @Test
    void nothingIsSentWhileASnapshotIsUnderWay() {
        progress.awaitSnapshot();
        assertThat(progress.maySend()).isFalse();
        progress.beat();
        assertThat(progress.maySend()).isFalse();
        progress.accepted(3, 4);
        assertThat(progress.state()).isEqualTo(State.SNAPSHOT);
        progress.accepted(4, 4);
        assertThat(progress.state()).isEqualTo(State.REPLICATE);
    }

    @Test
    void itKnowsWhenTheOtherCouldMoveItsCommitIndex() {
        progress.sent(5, 10, 3);
        progress.accepted(5, 0);
        assertThat(progress.lagsCommit(3)).isFalse();
        assertThat(progress.lagsCommit(4)).isTrue();
        progress.toldCommit(4);
        assertThat(progress.lagsCommit(4)).isFalse();
        assertThat(progress.lagsCommit(9)).isTrue();
        progress.toldCommit(9);
        assertThat(progress.lagsCommit(9)).isFalse();
    }

    @Test
    void aSilentPipelineIsStalledAfterAHeartbeatInterval() {
        progress.accepted(5, 0);
        progress.sent(7, 10, 5);
        assertThat(progress.stalled(7)).isFalse();
        progress.beat();
        assertThat(progress.stalled(7)).isTrue();
        progress.accepted(7, 0);
        assertThat(progress.stalled(7)).isFalse();
    }

    @Test
    void matchNeverGoesBack() {
        progress.accepted(9, 0);
        progress.accepted(7, 0);
        assertThat(progress.match()).isEqualTo(9);
        assertThat(progress.next()).isEqualTo(10);
    }
}
