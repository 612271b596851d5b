package turtlelab.node.state;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.kv.KvStore;
import turtlelab.node.storage.ImageSink;
import turtlelab.node.storage.Mark;
import turtlelab.node.storage.Storage;
import turtlelab.node.storage.Table;

/**
 * Fills a new storage with the state of another cluster's image, as the state that a new cluster
 * begins with. Keys of both APIs and leases stay; what belonged to members (names, alarms, the
 * cluster version) does not.
 */
public final class Restoration implements ImageSink {
    private static final Set<String> OF_MEMBERS = Set.of("members", "alarms");
    private static final long COMMIT_BYTES = 8 << 20;

    private final Storage storage;
    private @Nullable Table table;

    /** Into an empty storage, which stays the caller's. */
    public Restoration(Storage storage) {
        this.storage = storage;
    }

    @Override
    public void header(Mark mark) {}

    @Override
    public void table(String name) {
        table = OF_MEMBERS.contains(name) ? null : storage.table(name);
    }

    @Override
    public void entry(Bytes key, Bytes value) {
        if (table != null) {
            table.put(key, value);
        }
        if (storage.uncommittedBytes() > COMMIT_BYTES) {
            storage.commit(Mark.ORIGIN);
        }
    }

    /**
     * Completes it: durable on return.
     *
     * @param mark where the new cluster begins
     * @param skipped revisions to leave out behind the newest one
     * @param compacted whether to declare all of them compacted
     * @return the revision that the new cluster begins with
     */
    public long finish(Mark mark, long skipped, boolean compacted) {
        var kv = KvStore.open(storage);
        if (skipped > 0 || compacted) {
            kv.skip(skipped, compacted);
        }
        storage.commit(mark);
        storage.sync();
        return kv.revision();
    }
}
