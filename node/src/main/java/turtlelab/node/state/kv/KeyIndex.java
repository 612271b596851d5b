package turtlelab.node.state.kv;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;

/**
 * All keys in order with their histories, in the heap: about 120 bytes for a key of 20. Changed by
 * the apply thread, read from any thread without locks. A reader may come across versions that are
 * not yet published, and asks histories for the revision it has fixed.
 */
final class KeyIndex {
    private final ConcurrentNavigableMap<byte[], KeyHistory> keys =
            new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

    @Nullable KeyHistory get(Bytes key) {
        return keys.get(key.raw());
    }

    /** The index takes the key's array as its own. */
    void put(byte[] key, KeyHistory history) {
        keys.put(key, history);
    }

    void remove(byte[] key) {
        keys.remove(key);
    }

    /** Keys of a range, ascending; a live view. */
    SortedMap<byte[], KeyHistory> in(KeyRange range) {
        var from = range.key().raw();
        if (range.isSingle()) {
            return keys.subMap(from, true, from, true);
        }
        if (range.isOpen()) {
            return keys.tailMap(from, true);
        }
        var to = range.end().raw();
        return Arrays.compareUnsigned(from, to) < 0
                ? keys.subMap(from, to)
                : keys.subMap(from, from);
    }

    /** Keys behind the given one, ascending; all keys for null. */
    SortedMap<byte[], KeyHistory> behind(byte @Nullable [] key) {
        return key == null ? keys : keys.tailMap(key, false);
    }
}
