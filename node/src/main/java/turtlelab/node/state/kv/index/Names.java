package turtlelab.node.state.kv.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names that a {@link KeyIndex} holds, or two while one takes the other's place. A short one is
 * its array, as it came; a long one is a {@link LongName} while there is room for it, so that many
 * of them cost the collector nothing. Two classes without a common one of their own: a short name
 * must not cost an object more.
 *
 * <p>Names are written and counted by the apply thread, read by any.
 */
final class Names {
    /** From here on the memory for a name is worth an object that points to it. */
    static final int LONG = 128;

    private static final int PIECE_BYTES = 256 * 1024;
    private static final int OF_ITS_OWN = PIECE_BYTES / 4;
    private static final int ARRAY_HEADER = 16;
    private static final int LONG_NAME = 24;
    private static final int WITHOUT_ASKING = 4096;

    private final NameRoom room;
    private @Nullable NamePiece open;
    private volatile long pieceBytes;
    private long liveBytes;
    private int withoutAsking;

    Names(NameRoom room) {
        this.room = room;
    }

    /** As {@link Arrays#compareUnsigned(byte[], byte[])}. */
    static int compare(Object name, byte[] other) {
        return name instanceof byte[] bytes
                ? Arrays.compareUnsigned(bytes, other)
                : ((LongName) name).compareTo(other);
    }

    /** Not to be written to: a short name is the index's own array. */
    static byte[] bytes(Object name) {
        return name instanceof byte[] bytes ? bytes : ((LongName) name).bytes();
    }

    /**
     * What parts a name from the one before it, in the heap: the name, or as much of a long one as
     * it takes. So an inner node keeps no piece from being freed.
     */
    static byte[] separator(Object before, Object name) {
        return name instanceof byte[] bytes ? bytes : ((LongName) name).startBehind(bytes(before));
    }

    /** About how many bytes of the heap a name takes. */
    static int heapBytes(Object name) {
        return name instanceof byte[] bytes ? ARRAY_HEADER + bytes.length : LONG_NAME;
    }

    /** What a name is to be in the index, which takes the array as its own. */
    Object keep(byte[] name) {
        if (name.length < LONG) {
            return name;
        }
        var kept = outside(name);
        return kept == null ? name : kept;
    }

    /**
     * As {@link #keep(byte[])}, for one index more that is to hold a name.
     *
     * @param known what it is in the other one, if it is there
     */
    Object keep(byte[] name, @Nullable Object known) {
        if (name.length < LONG || known == null) {
            return keep(name);
        }
        if (known instanceof LongName outside) {
            liveBytes += outside.length();
            outside.piece().share(outside);
        }
        return known;
    }

    /** An index holds a name no more. */
    void forget(Object name) {
        if (name instanceof LongName outside) {
            liveBytes -= outside.length();
            outside.piece().forget(outside);
            giveUpIfEmpty(outside.piece());
        }
    }

    /** Memory outside the heap that names keep from being freed, in bytes. Any thread. */
    long pieceBytes() {
        return pieceBytes;
    }

    /** Whether moving names together would free at least half of the memory. */
    boolean isLoose() {
        return pieceBytes > 2 * liveBytes + 2 * PIECE_BYTES;
    }

    /** The name in a better place, where it keeps much memory for little; else null. */
    @Nullable LongName moved(Object name) {
        return name instanceof LongName outside
                        && outside.piece() != open
                        && outside.piece().isSparse()
                ? outside(outside.bytes())
                : null;
    }

    private @Nullable LongName outside(byte[] name) {
        var piece = name.length > OF_ITS_OWN ? taken(name.length) : shared(name.length);
        if (piece == null) {
            return null;
        }
        liveBytes += name.length;
        return piece.add(name);
    }

    private @Nullable NamePiece shared(int bytes) {
        var current = open;
        if (current != null && current.hasRoom(bytes)) {
            return current;
        }
        var next = taken(PIECE_BYTES);
        if (next != null) {
            open = next;
            if (current != null) {
                giveUpIfEmpty(current);
            }
        }
        return next;
    }

    /** Asking in vain takes time: it is not done for each name. */
    private @Nullable NamePiece taken(int bytes) {
        if (withoutAsking > 0) {
            withoutAsking--;
            return null;
        }
        var memory = room.take(bytes);
        if (memory == null) {
            withoutAsking = WITHOUT_ASKING;
            return null;
        }
        count(bytes);
        return new NamePiece(memory);
    }

    private void giveUpIfEmpty(NamePiece piece) {
        if (piece != open && piece.isEmpty()) {
            count(-piece.size());
            withoutAsking = 0;
        }
    }

    /** Written by the apply thread alone. */
    private void count(int more) {
        var before = pieceBytes;
        pieceBytes = before + more;
    }
}
