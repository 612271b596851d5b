package turtlelab.node.consensus.raft.log;

import turtlelab.node.base.Bytes;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.LogPosition;

/** Logs and entries for tests. */
final class Logs {
    private Logs() {}

    static Entry entry(long index, long term) {
        return new Entry(index, term, EntryKind.COMMAND, Bytes.utf8("c" + index));
    }

    /** A log whose entries 1, 2, … have these terms. */
    static LogWindow of(long... terms) {
        var log = new LogWindow(LogPosition.ORIGIN);
        for (int i = 0; i < terms.length; i++) {
            log.append(entry(i + 1, terms[i]));
        }
        return log;
    }
}
