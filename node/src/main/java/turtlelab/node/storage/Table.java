package turtlelab.node.storage;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;

/**
 * One ordered table of a {@link Storage}. Changed by the apply thread alone; read from any thread
 * that holds a {@link Storage#pin pin} (the apply thread needs none). Changes reach the disk with
 * the next {@link Storage#commit commit}, all tables together.
 */
public final class Table {
    private final MVMap<byte[], byte[]> map;

    Table(MVMap<byte[], byte[]> map) {
        this.map = map;
    }

    /** The value of a key, or null. */
    public @Nullable Bytes get(Bytes key) {
        var value = map.get(key.raw());
        return value == null ? null : Bytes.wrap(value);
    }

    /**
     * Sets a key. Keys that come in ascending order cost least: they fill pages from left to right.
     */
    public void put(Bytes key, Bytes value) {
        map.put(key.raw(), value.raw());
    }

    /** Removes a key, if it is there. */
    public void remove(Bytes key) {
        map.remove(key.raw());
    }

    public void clear() {
        map.clear();
    }

    public long count() {
        return map.sizeAsLong();
    }

    /**
     * Walks the table upwards from a key (included), over what it held when the walk began; later
     * changes are not seen.
     */
    public Entries from(Bytes key) {
        return new Entries(map.cursor(key.raw()));
    }

    MVMap<byte[], byte[]> map() {
        return map;
    }

    /** A walk: {@link #next} moves on, the others tell where it stands. */
    public static final class Entries {
        private final Cursor<byte[], byte[]> cursor;

        Entries(Cursor<byte[], byte[]> cursor) {
            this.cursor = cursor;
        }

        /** Moves to the next entry; false at the end. */
        public boolean next() {
            if (!cursor.hasNext()) {
                return false;
            }
            cursor.next();
            return true;
        }

        public Bytes key() {
            return Bytes.wrap(cursor.getKey());
        }

        public Bytes value() {
            return Bytes.wrap(cursor.getValue());
        }
    }
}
