package turtlelab.node.state.kv;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import turtlelab.node.state.kv.index.KeyIndex;

/**
 * The checksum of a store up to a revision: of every version that a compaction keeps, with its
 * place, in the order in which they were written. That is the order on disk: each page is read once
 * and nothing is decoded but, behind a compaction, the names of versions that were there before it.
 */
final class Checksum {
    private static final byte[] NOT_NOTHING = {'k', 'e', 'y'};

    private final KeyIndex index;
    private final Revisions revisions;

    Checksum(KeyIndex index, Revisions revisions) {
        this.index = index;
        this.revisions = revisions;
    }

    /**
     * Reads every version that is there. Whether a compaction came in between is for the caller to
     * find out.
     */
    int upTo(long revision, long compacted) {
        var sum = new CRC32C();
        sum.update(NOT_NOTHING); // As in etcd the sum of an empty store is not 0.
        var place = ByteBuffer.allocate(Long.BYTES);
        for (var walk = revisions.walk(); walk.next() && walk.main() <= revision; ) {
            if (walk.main() > compacted || isKept(walk, compacted)) {
                sum.update(place.clear().putLong(walk.packed()).flip());
                sum.update(walk.stored().raw());
            }
        }
        return (int) sum.getValue();
    }

    private boolean isKept(Revisions.Walk walk, long compacted) {
        var history = index.get(walk.key());
        return history != null && history.keeps(walk.packed(), compacted);
    }
}
