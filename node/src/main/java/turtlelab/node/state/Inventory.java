package turtlelab.node.state;

import java.util.zip.CRC32;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.kv.KvStore;
import turtlelab.node.storage.ImageSink;
import turtlelab.node.storage.Mark;

/** Counts what an image holds, without building the state: for people who look at a snapshot. */
public final class Inventory implements ImageSink {
    private final CRC32 sum = new CRC32();
    private String table = "";
    private long entries;
    private long revision = KvStore.FIRST_REVISION;

    @Override
    public void header(Mark mark) {}

    @Override
    public void table(String name) {
        table = name;
        sum.update(Bytes.utf8(name).raw());
    }

    @Override
    public void entry(Bytes key, Bytes value) {
        entries++;
        sum.update(key.raw());
        sum.update(value.raw());
        revision = Math.max(revision, KvStore.revisionIn(table, key, value));
    }

    /** A checksum over all entries. */
    public long hash() {
        return sum.getValue();
    }

    /** The newest revision. */
    public long revision() {
        return revision;
    }

    /** Entries of all tables; more than there are keys. */
    public long entries() {
        return entries;
    }
}
