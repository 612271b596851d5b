package turtlelab.node.consensus.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.log.LogStore;

/** A log that outlives an engine and can be told to break. */
public final class MemoryLog implements LogStore {
    private final List<Entry> entries = new ArrayList<>();
    private HardState hardState = HardState.INITIAL;
    private LogPosition start = LogPosition.ORIGIN;
    private volatile boolean broken;

    public void breakDown() {
        broken = true;
    }

    @Override
    public synchronized Recovered recovered() {
        return new Recovered(hardState, start, List.copyOf(entries));
    }

    @Override
    public synchronized void append(@Nullable HardState newHardState, List<Entry> added)
            throws IOException {
        check();
        hardState = newHardState == null ? hardState : newHardState;
        if (!added.isEmpty()) {
            long first = added.getFirst().index();
            while (!entries.isEmpty() && entries.getLast().index() >= first) {
                entries.removeLast();
            }
            entries.addAll(added);
        }
    }

    @Override
    public void sync() throws IOException {
        check();
    }

    @Override
    public synchronized void release(long upTo) {
        while (!entries.isEmpty() && entries.getFirst().index() <= upTo) {
            start = entries.removeFirst().position();
        }
    }

    @Override
    public synchronized void restart(LogPosition position, HardState newHardState) {
        entries.clear();
        start = position;
        hardState = newHardState;
    }

    @Override
    public void close() {}

    private void check() throws IOException {
        if (broken) {
            throw new IOException("the disk is broken");
        }
    }
}
