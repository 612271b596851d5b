package turtlelab.node.consensus.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The form of one record. All numbers big-endian; records start at multiples of eight.
 *
 * <pre>
 *  0  CRC32C of segment number, offset and bytes 4-23: the header is whole and where it belongs
 *  4  CRC32C of bytes 8 to the end of the payload: the record's own, and the next one's "previous"
 *  8  length of the payload
 * 12  the previous record's CRC: the chain
 * 16  offset up to which the segment had been synced when this was written
 * 20  type, two zeros, mark
 * 24  payload, zeros up to a multiple of eight with the mark as the last byte
 * </pre>
 *
 * <p>The marks end header and record with a byte that is never zero, so a write that did not get to
 * the end can be told from a flipped bit. The synced offset tells which records were promised when
 * a later one was written: damage before that is corruption, damage behind it may be a torn write.
 */
final class Frame {
    static final int HEADER = 24;
    static final int MAX_PAYLOAD = 32 << 20;
    static final byte MARK = (byte) 0xA5;
    private static final int SECTOR = 512;
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(1 << 16).asReadOnlyBuffer();

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer place = ByteBuffer.allocate(16);

    /** Bytes that a record takes in the file; there is always room for the closing mark. */
    static int size(int payload) {
        return HEADER + ((payload + 8) & ~7);
    }

    /** Fills in header, padding and marks around a payload that is in the buffer already. */
    int seal(ByteBuffer buffer, int at, Fields fields) {
        var end = at + size(fields.length());
        for (int i = at + HEADER + fields.length(); i < end - 1; i++) {
            buffer.put(i, (byte) 0);
        }
        buffer.put(end - 1, MARK);
        buffer.putInt(at + 8, fields.length());
        buffer.putInt(at + 12, fields.previous());
        buffer.putInt(at + 16, fields.synced());
        buffer.putInt(at + 20, (fields.type() << 24) | (MARK & 0xFF));
        var bodyCrc = bodyCrc(buffer, at, fields.length());
        buffer.putInt(at + 4, bodyCrc);
        buffer.putInt(at, headCrc(buffer, at, fields.segment(), fields.offset()));
        return bodyCrc;
    }

    /** Whether a header belongs to this place and its record fits before {@code limit}. */
    boolean headerValid(ByteBuffer segment, int at, long number) {
        if (segment.limit() - at < HEADER || segment.get(at + HEADER - 1) != MARK) {
            return false;
        }
        var length = segment.getInt(at + 8);
        return segment.getInt(at) == headCrc(segment, at, number, at)
                && length >= 0
                && length <= MAX_PAYLOAD
                && size(length) <= segment.limit() - at;
    }

    /** Whether payload and padding are as they were written; only for a valid header. */
    boolean bodyValid(ByteBuffer segment, int at) {
        var length = segment.getInt(at + 8);
        var end = at + size(length);
        for (int i = at + HEADER + length; i < end - 1; i++) {
            if (segment.get(i) != 0) {
                return false;
            }
        }
        return segment.get(end - 1) == MARK
                && segment.getInt(at + 4) == bodyCrc(segment, at, length);
    }

    /**
     * Whether a broken piece looks like a write that was interrupted: its end, or one of its
     * sectors, never arrived.
     */
    static boolean looksTorn(ByteBuffer segment, int from, int to) {
        if (to > segment.limit() || segment.get(to - 1) == 0) {
            return true;
        }
        for (int at = from; at < to; ) {
            var end = Math.min(to, (at / SECTOR + 1) * SECTOR);
            if (allZero(segment, at, end)) {
                return true;
            }
            at = end;
        }
        return false;
    }

    static boolean allZero(ByteBuffer segment, int from, int to) {
        int at = from;
        while (at + 8 <= to && segment.getLong(at) == 0) {
            at += 8;
        }
        while (at < to && segment.get(at) == 0) {
            at++;
        }
        return at == to;
    }

    /**
     * Where the last byte that is not zero ends, {@code from} if there is none. Most of a segment
     * is zeros that wait to be overwritten: they are compared in large pieces, from the end.
     */
    static int written(ByteBuffer segment, int from) {
        int end = segment.limit();
        while (end > from) {
            int at = Math.max(from, end - ZEROS.capacity());
            var piece = segment.slice(at, end - at);
            if (piece.mismatch(ZEROS.slice(0, end - at)) >= 0) {
                return lastWritten(segment, end);
            }
            end = at;
        }
        return from;
    }

    private static int lastWritten(ByteBuffer segment, int before) {
        int end = before;
        while (segment.get(end - 1) == 0) {
            end--;
        }
        return end;
    }

    private int headCrc(ByteBuffer buffer, int at, long number, long offset) {
        crc.reset();
        crc.update(place.clear().putLong(number).putLong(offset).flip());
        return update(buffer, at + 4, HEADER - 4);
    }

    private int bodyCrc(ByteBuffer buffer, int at, int length) {
        crc.reset();
        return update(buffer, at + 8, HEADER - 8 + length);
    }

    private int update(ByteBuffer buffer, int from, int length) {
        crc.update(buffer.duplicate().clear().position(from).limit(from + length));
        return (int) crc.getValue();
    }

    /** What a record's header says beside its checksums. */
    record Fields(int type, int length, int previous, int synced, long segment, long offset) {}
}
