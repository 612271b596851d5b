package turtlelab.node.sim;

import java.util.function.Function;
import turtlelab.node.consensus.log.WalRules;
import turtlelab.node.consensus.raft.RaftRules;

/**
 * The rules that nodes run by, and the disk below their state: strict, or broken in one place to prove
 * that the simulator sees it.
 */
record NodeBugs(
        Function<Integer, RaftRules> raft,
        WalRules wal,
        Function<StateImage, SimulatedState.Platter> platter,
        boolean checkQuorum) {
    static final NodeBugs NONE =
            new NodeBugs(
                    _ -> RaftRules.STRICT, WalRules.STRICT, SimulatedState.Platter::new, true);

    NodeBugs raft(RaftRules rules) {
        return new NodeBugs(_ -> rules, wal, platter, checkQuorum);
    }

    /** On one node only. */
    NodeBugs raftOn(int number, RaftRules rules) {
        return new NodeBugs(
                node -> node == number ? rules : RaftRules.STRICT, wal, platter, checkQuorum);
    }

    NodeBugs wal(WalRules rules) {
        return new NodeBugs(raft, rules, platter, checkQuorum);
    }

    NodeBugs platter(Function<StateImage, SimulatedState.Platter> other) {
        return new NodeBugs(raft, wal, other, checkQuorum);
    }
}
