package turtlelab.node.consensus.engine;

import java.io.IOException;
import java.util.List;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.StateMachine.AppliedState;
import turtlelab.node.consensus.log.LogStore;
import turtlelab.node.consensus.raft.RaftStart;

/** Brings log and state together when a node starts. */
public final class Recovery {
    private Recovery() {}

    /**
     * Where the node stands. State that is ahead of the log, or not in it, is a snapshot whose log
     * had no time to follow: the log goes on behind the state. What was found is synced before it
     * counts, since it may have been written and not synced.
     *
     * @throws IllegalStateException when entries between state and log are missing
     */
    public static RaftStart start(LogStore store, AppliedState state) throws IOException {
        var found = store.recovered();
        var position = state.position();
        if (position.index() < found.start().index()) {
            throw new IllegalStateException(
                    "state ends at entry %d, but the log begins behind %d: one of them is lost"
                            .formatted(position.index(), found.start().index()));
        }
        var hard = found.hardState();
        long term = Math.max(hard.term(), position.term());
        if (termAt(found, position.index()) != position.term()) {
            var vote = term == hard.term() ? hard.vote() : HardState.INITIAL.vote();
            var restarted = new HardState(term, vote, position.index());
            store.restart(position, restarted);
            return new RaftStart(restarted, position, List.of(), state);
        }
        store.sync();
        long commit = Math.max(hard.commit(), position.index());
        long known = Math.min(commit, found.last().index());
        return new RaftStart(
                new HardState(hard.term(), hard.vote(), known),
                found.start(),
                found.entries(),
                state);
    }

    private static long termAt(LogStore.Recovered found, long index) {
        if (index == found.start().index()) {
            return found.start().term();
        }
        long offset = index - found.start().index() - 1;
        return offset < found.entries().size() ? found.entries().get((int) offset).term() : -1;
    }
}
