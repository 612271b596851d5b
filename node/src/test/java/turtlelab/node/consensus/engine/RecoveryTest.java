package turtlelab.node.consensus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.StateMachine.AppliedState;

final class RecoveryTest {
    private final MemoryLog log = new MemoryLog();

    @Test
    void stateBehindTheLogIsCaughtUpByReplay() throws IOException {
        write(new HardState(2, MemberId.NONE, 3), 1, 1, 2, 2);
        var start = Recovery.start(log, state(1, 1));
        assertThat(start.entries()).hasSize(4);
        assertThat(start.hardState().commit()).isEqualTo(3);
        assertThat(start.applied().position().index()).isEqualTo(1);
    }

    @Test
    void whatIsAppliedIsCommittedEvenIfTheHintIsOlder() throws IOException {
        write(new HardState(2, MemberId.NONE, 0), 1, 1, 2);
        assertThat(Recovery.start(log, state(2, 1)).hardState().commit()).isEqualTo(2);
    }

    @Test
    void stateAheadOfTheLogIsASnapshotAndTheLogGoesOnBehindIt() throws IOException {
        write(new HardState(2, new MemberId(7), 2), 1, 1);
        var start = Recovery.start(log, state(9, 2));
        assertThat(start.start()).isEqualTo(new LogPosition(9, 2));
        assertThat(start.entries()).isEmpty();
        assertThat(start.hardState()).isEqualTo(new HardState(2, new MemberId(7), 9));
        assertThat(log.recovered().start()).isEqualTo(new LogPosition(9, 2));
    }

    @Test
    void aSnapshotOfALaterTermForgetsTheVoteOfTheOlder() throws IOException {
        write(new HardState(2, new MemberId(7), 2), 1, 1);
        assertThat(Recovery.start(log, state(9, 5)).hardState())
                .isEqualTo(new HardState(5, MemberId.NONE, 9));
    }

    @Test
    void anotherTermAtTheStatesPositionIsASnapshotToo() throws IOException {
        write(new HardState(2, MemberId.NONE, 1), 1, 1, 1, 1);
        var start = Recovery.start(log, state(3, 2));
        assertThat(start.start()).isEqualTo(new LogPosition(3, 2));
        assertThat(start.entries()).isEmpty();
    }

    @Test
    void missingEntriesBetweenStateAndLogAreRefused() throws IOException {
        log.restart(new LogPosition(5, 1), new HardState(1, MemberId.NONE, 5));
        assertThatThrownBy(() -> Recovery.start(log, state(3, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lost");
    }

    private void write(HardState hardState, long... terms) throws IOException {
        for (int i = 0; i < terms.length; i++) {
            var entry = new Entry(i + 1, terms[i], EntryKind.COMMAND, Bytes.utf8("c"));
            log.append(hardState, List.of(entry));
        }
    }

    private static AppliedState state(long index, long term) {
        return new AppliedState(new LogPosition(index, term), Membership.EMPTY);
    }
}
