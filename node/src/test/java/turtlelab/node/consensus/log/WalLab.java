package turtlelab.node.consensus.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.log.LogStore.Recovered;
import turtlelab.node.sim.disk.SimulatedDisk;

/** Words that the log's tests share. */
final class WalLab {
    static final int SEGMENT = 2048;

    private WalLab() {}

    static Entry entry(long index, long term) {
        return entry(index, term, 20);
    }

    static Entry entry(long index, long term, int bytes) {
        var data = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            data[i] = (byte) (index * 31 + term * 7 + i + 1);
        }
        return new Entry(index, term, EntryKind.COMMAND, Bytes.wrap(data));
    }

    static List<Entry> entries(long from, long to, long term) {
        var entries = new ArrayList<Entry>();
        for (long index = from; index <= to; index++) {
            entries.add(entry(index, term));
        }
        return entries;
    }

    static HardState state(long term, long commit) {
        return new HardState(term, new MemberId(7), commit);
    }

    static Wal open(SimulatedDisk disk) throws IOException {
        return new Wal(disk.open(), SEGMENT);
    }

    /** What a fresh process finds. */
    static Recovered reopen(SimulatedDisk disk) throws IOException {
        try (var wal = open(disk)) {
            return wal.recovered();
        }
    }
}
