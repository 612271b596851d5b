package turtlelab.node.consensus.raft;

import java.util.List;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.StateMachine.AppliedState;

/**
 * What a node remembers when it starts, all of it on disk and consistent: the applied position lies
 * in the log or at its start.
 *
 * @param start position before the first entry
 */
public record RaftStart(
        HardState hardState, LogPosition start, List<Entry> entries, AppliedState applied) {
    public static final RaftStart NOTHING =
            new RaftStart(HardState.INITIAL, LogPosition.ORIGIN, List.of(), AppliedState.NOTHING);
}
