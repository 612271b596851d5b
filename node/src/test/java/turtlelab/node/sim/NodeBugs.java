package turtlelab.node.sim;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import turtlelab.node.consensus.StateMachine;
import turtlelab.node.consensus.StateMachine.AppliedState;
import turtlelab.node.consensus.engine.ApplyWork;
import turtlelab.node.consensus.engine.Event;
import turtlelab.node.consensus.log.WalRules;
import turtlelab.node.consensus.raft.RaftRules;
import turtlelab.node.sim.state.SimulatedState;
import turtlelab.node.sim.state.StateImage;

/**
 * The rules that nodes run by, what applies entries, and the disk below their state: strict, or
 * broken in one place to prove that the simulator sees it.
 *
 * @param raft by the number of the node
 * @param startsEmptied a node whose disk was wiped starts again as if it were new
 */
public record NodeBugs(
        IntFunction<RaftRules> raft,
        WalRules wal,
        Function<StateImage, SimulatedState.Platter> platter,
        ApplyingFactory applying,
        boolean startsEmptied) {
    public static final NodeBugs NONE =
            new NodeBugs(
                    _ -> RaftRules.STRICT,
                    WalRules.STRICT,
                    SimulatedState.Platter::new,
                    (machine, start) -> new ApplyWork(machine, start)::run,
                    false);

    public NodeBugs raft(RaftRules rules) {
        return new NodeBugs(_ -> rules, wal, platter, applying, startsEmptied);
    }

    /** On one node only. */
    public NodeBugs raftOn(int number, RaftRules rules) {
        return new NodeBugs(
                node -> node == number ? rules : RaftRules.STRICT,
                wal,
                platter,
                applying,
                startsEmptied);
    }

    public NodeBugs wal(WalRules rules) {
        return new NodeBugs(raft, rules, platter, applying, startsEmptied);
    }

    public NodeBugs platter(Function<StateImage, SimulatedState.Platter> other) {
        return new NodeBugs(raft, wal, other, applying, startsEmptied);
    }

    public NodeBugs applying(ApplyingFactory other) {
        return new NodeBugs(raft, wal, platter, other, startsEmptied);
    }

    public NodeBugs startingEmptied() {
        return new NodeBugs(raft, wal, platter, applying, true);
    }

    /** Stands for the apply thread. */
    public interface Applying {
        void run(List<ApplyWork.Task> tasks, Consumer<Event> done);
    }

    /** Makes what applies entries in one run. */
    public interface ApplyingFactory {
        Applying of(StateMachine machine, AppliedState start);
    }
}
