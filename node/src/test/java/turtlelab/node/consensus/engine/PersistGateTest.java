package turtlelab.node.consensus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Message.AppendAccepted;

final class PersistGateTest {
    private static final MemberId ME = new MemberId(1);
    private static final MemberId LEADER = new MemberId(2);

    private final PersistGate gate = new PersistGate();

    @Test
    void aMessageLeavesWhenEverythingBeforeItIsSynced() {
        gate.handedOut(1);
        gate.handedOut(2);
        gate.hold(vote());
        gate.persisted(1);
        assertThat(gate.release()).isEmpty();
        gate.persisted(2);
        assertThat(gate.release()).containsExactly(vote());
        assertThat(gate.release()).isEmpty();
    }

    @Test
    void withNothingUnderWayItLeavesAtOnce() {
        gate.hold(vote());
        assertThat(gate.release()).containsExactly(vote());
    }

    @Test
    void ofAcknowledgementsInARowOnlyTheFurthestLeaves() {
        gate.hold(accepted(1, 5));
        gate.hold(accepted(1, 7));
        gate.hold(vote());
        gate.hold(accepted(1, 8));
        gate.hold(accepted(2, 9));
        assertThat(gate.release())
                .containsExactly(accepted(1, 7), vote(), accepted(1, 8), accepted(2, 9));
    }

    private static Message vote() {
        return new Message.VoteAnswer(ME, LEADER, 3, true);
    }

    private static Message accepted(long term, long match) {
        return new AppendAccepted(ME, LEADER, term, match);
    }
}
