package turtlelab.node.consensus.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.log.LogStore.Recovered;

/** What a log may be found as after a crash: any state from the last synced one to the newest. */
final class WalModel {
    private final List<State> possible = new ArrayList<>();
    private long released;

    WalModel() {
        possible.add(new State(HardState.INITIAL, LogPosition.ORIGIN, List.of()));
    }

    /** The newest state. */
    State now() {
        return possible.getLast();
    }

    void append(@Nullable HardState hardState, List<Entry> entries) {
        for (var entry : entries) {
            var now = now();
            var kept = now.entries().stream().filter(old -> old.index() < entry.index());
            var next = new ArrayList<>(kept.toList());
            next.add(entry);
            possible.add(new State(now.hardState(), now.start(), next));
        }
        if (hardState != null) {
            possible.add(new State(hardState, now().start(), now().entries()));
        }
    }

    void restart(LogPosition position, HardState hardState) {
        possible.add(new State(hardState, position, List.of()));
    }

    void synced() {
        possible.subList(0, possible.size() - 1).clear();
    }

    void release(long upTo) {
        released = Math.max(released, upTo);
    }

    void check(Recovered found, String scene) {
        var readable = possible.stream().map(state -> state.from(released)).toList();
        assertThat(readable).as(scene).contains(State.of(found).from(released));
    }

    /** Goes on from what was found. */
    void take(Recovered found) {
        possible.clear();
        possible.add(State.of(found));
    }

    /** A log's contents. */
    record State(HardState hardState, LogPosition start, List<Entry> entries) {
        static State of(Recovered found) {
            return new State(found.hardState(), found.start(), found.entries());
        }

        LogPosition last() {
            return entries.isEmpty() ? start : entries.getLast().position();
        }

        /** What must be equal: nothing at or before the released index, and the term reached. */
        State from(long released) {
            var term = Math.max(hardState.term(), last().term());
            var vote = term > hardState.term() ? MemberId.NONE : hardState.vote();
            var rest = entries.stream().filter(entry -> entry.index() > released).toList();
            var beginning = start.index() <= released ? LogPosition.ORIGIN : start;
            return new State(new HardState(term, vote, hardState.commit()), beginning, rest);
        }
    }
}
