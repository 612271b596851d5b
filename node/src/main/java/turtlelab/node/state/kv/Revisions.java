package turtlelab.node.state.kv;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.kv.index.Packed;
import turtlelab.node.storage.Parts;
import turtlelab.node.storage.Storage;
import turtlelab.node.storage.Table;
import turtlelab.node.storage.Unfinished;

/**
 * The versions of all keys by revision, written in append order.
 *
 * <p>The first 62 bits of a version's place, which is its {@link Packed packed revision}, are the
 * table's key. The value is: kind, key and, for a put, create revision, version, lease and value.
 *
 * <p>A request is one revision, however much it writes. What has been written is put on disk in
 * parts whenever it becomes too much for the heap, also in the middle of a request.
 */
final class Revisions {
    private static final byte PUT = 1;
    private static final byte DELETION = 2;
    private static final int VARLONG = 10;
    private static final int MOST_REVISIONS = 4096;
    private static final long ENOUGH_BYTES = 256 * 1024;

    /** More than replicas let gather between two requests, so that it is rarely a matter. */
    private static final long MOST_HELD = 12 << 20;

    private final Storage storage;
    private final String name;
    private final Table table;
    private final Parts parts;

    /** The table of that name in a storage. */
    Revisions(Storage storage, String name, Parts parts) {
        this.storage = storage;
        this.name = name;
        this.table = storage.table(name);
        this.parts = parts;
    }

    /** The main revision of a key of the table. */
    static long mainAt(Bytes place) {
        return Packed.mainOf(place.asByteBuffer().getLong() << 1);
    }

    void appendPut(long packed, KeyValue keyValue) {
        var key = keyValue.key();
        var value = keyValue.value();
        var buffer = ByteBuffer.allocate(1 + 4 * VARLONG + key.length() + value.length());
        buffer.put(PUT);
        putVar(buffer, key.length());
        buffer.put(key.raw());
        putVar(buffer, keyValue.createRevision());
        putVar(buffer, keyValue.version());
        putVar(buffer, keyValue.lease());
        buffer.put(value.raw());
        append(packed, taken(buffer));
    }

    void appendDeletion(long packed, Bytes key) {
        var buffer = ByteBuffer.allocate(1 + VARLONG + key.length()).put(DELETION);
        putVar(buffer, key.length());
        buffer.put(key.raw());
        append(packed, taken(buffer));
    }

    private void append(long packed, Bytes version) {
        table.put(place(packed), version);
        if (storage.uncommittedBytes() >= MOST_HELD) {
            parts.write(
                    new Unfinished(name, place(Packed.revision(Packed.mainOf(packed), 0, false))));
        }
    }

    void remove(long packed) {
        table.remove(place(packed));
    }

    /**
     * The version at a place, its value left out on demand; null when it is not (or no longer)
     * there.
     */
    @Nullable KeyValue load(long packed, boolean withValue) {
        var stored = table.get(place(packed));
        return stored == null ? null : decode(packed, stored.asByteBuffer(), withValue);
    }

    /** Tells every version in order, without values. */
    void scan(Visitor visitor) {
        for (var walk = walk(); walk.next(); ) {
            var packed = walk.packed();
            visitor.visit(packed, decode(packed, walk.stored().asByteBuffer(), false));
        }
    }

    /** Walks over all versions that are there now, in order. */
    Walk walk() {
        return walkFrom(Bytes.EMPTY);
    }

    private Walk walkFrom(Bytes place) {
        return new Walk(table.from(place));
    }

    /**
     * Reads whole revisions, until the last one asked for or until it is enough: both what is told
     * and what is looked at has a bound.
     */
    KvView.History history(long from, long upTo, Predicate<Bytes> wanted) {
        var events = new ArrayList<KvView.Event>();
        var weight = 0L;
        var enough = Math.min(upTo, from + MOST_REVISIONS - 1);
        var walk = walkFrom(place(Packed.revision(from, 0, false)));
        while (walk.next() && walk.main() <= enough) {
            if (wanted.test(walk.key())) {
                var version = decode(walk.packed(), walk.stored().asByteBuffer(), true);
                var event = new KvView.Event(version, Packed.isDeletion(walk.packed()), null);
                events.add(event);
                weight += event.weight();
                enough = weight > ENOUGH_BYTES ? walk.main() : enough;
            }
        }
        return new KvView.History(events, enough, false);
    }

    /** Where a walk over the table stands. {@link #next} first; used by one thread. */
    static final class Walk {
        private final Table.Entries entries;
        private Bytes stored = Bytes.EMPTY;
        private long packed;

        private Walk(Table.Entries entries) {
            this.entries = entries;
        }

        /** Moves to the next version; false at the end. */
        boolean next() {
            if (!entries.next()) {
                return false;
            }
            stored = entries.value();
            var deletion = stored.at(0) == DELETION ? 1 : 0;
            packed = entries.key().asByteBuffer().getLong() << 1 | deletion;
            return true;
        }

        long packed() {
            return packed;
        }

        long main() {
            return Packed.mainOf(packed);
        }

        /** The version as it is in the table. */
        Bytes stored() {
            return stored;
        }

        Bytes key() {
            return keyOf(stored.asByteBuffer());
        }
    }

    private static Bytes keyOf(ByteBuffer stored) {
        stored.position(1);
        return bytes(stored, (int) var(stored));
    }

    /** Who is told versions. */
    interface Visitor {
        void visit(long packed, KeyValue version);
    }

    private static KeyValue decode(long packed, ByteBuffer stored, boolean withValue) {
        stored.get();
        var key = bytes(stored, (int) var(stored));
        if (Packed.isDeletion(packed)) {
            return new KeyValue(key, Bytes.EMPTY, 0, Packed.mainOf(packed), 0, 0);
        }
        var create = var(stored);
        var version = var(stored);
        var lease = var(stored);
        var value = withValue ? bytes(stored, stored.remaining()) : Bytes.EMPTY;
        return new KeyValue(key, value, create, Packed.mainOf(packed), version, lease);
    }

    private static Bytes place(long packed) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(packed >>> 1).array());
    }

    private static Bytes bytes(ByteBuffer from, int length) {
        var bytes = new byte[length];
        from.get(bytes);
        return Bytes.wrap(bytes);
    }

    private static Bytes taken(ByteBuffer buffer) {
        return bytes(buffer.flip(), buffer.limit());
    }

    private static void putVar(ByteBuffer into, long number) {
        var rest = number;
        while ((rest & ~0x7fL) != 0) {
            into.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        into.put((byte) rest);
    }

    private static long var(ByteBuffer from) {
        var number = 0L;
        for (int shift = 0; ; shift += 7) {
            var next = from.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }
}
