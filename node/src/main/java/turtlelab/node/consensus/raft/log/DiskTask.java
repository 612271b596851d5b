package turtlelab.node.consensus.raft.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;

/** What the log thread does, strictly in order. Numbers rise by one from 1. */
public sealed interface DiskTask {
    long number();

    /**
     * @param hardState null when it is unchanged
     */
    record Write(long number, @Nullable HardState hardState, List<Entry> entries)
            implements DiskTask {}

    /** A snapshot replaced the log: it goes on behind the position. */
    record Restart(long number, LogPosition position, HardState hardState) implements DiskTask {}
}
