package turtlelab.node.sim.check;

import java.util.ArrayList;
import java.util.List;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.LogPosition;

/** The terms of a log, by index. */
public final class TermLog {
    private long start;
    private final List<Long> terms = new ArrayList<>();

    TermLog() {
        restart(LogPosition.ORIGIN);
    }

    /** The index before the first entry, whose term is known too. */
    long start() {
        return start;
    }

    long last() {
        return start + terms.size() - 1;
    }

    /** -1 outside the log. */
    long termAt(long index) {
        return index < start || index > last() ? -1 : terms.get((int) (index - start));
    }

    void restart(LogPosition position) {
        start = position.index();
        terms.clear();
        terms.add(position.term());
    }

    /** Puts an entry in its place; returns how many that cuts off. */
    int put(Entry entry) {
        var at = (int) (entry.index() - start);
        var cut = terms.size() - at;
        terms.subList(at, terms.size()).clear();
        terms.add(entry.term());
        return cut;
    }
}
