package turtlelab.node.consensus.log;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads one segment record by record, as far as they are whole and follow each other. */
final class SegmentScan {
    private static final long MAX_SEGMENT = 256L << 20;

    private final Frame frame = new Frame();
    private final WalRules rules;
    private final SegmentName name;
    private final String place;
    private final ByteBuffer bytes;
    private int offset;
    private int previous;
    private int proven;

    private SegmentScan(WalRules rules, SegmentName name, String place, ByteBuffer bytes) {
        this.rules = rules;
        this.name = name;
        this.place = place;
        this.bytes = bytes;
        this.previous = bytes.limit() < Frame.HEADER ? 0 : bytes.getInt(12);
    }

    static SegmentScan of(LogDirectory directory, WalRules rules, SegmentName name)
            throws IOException {
        var place = directory.name() + "/" + name.file();
        try (var file = directory.open(name.file())) {
            if (file.size() > MAX_SEGMENT) {
                throw new WalCorruptedException(place, 0, "far larger than any segment");
            }
            var bytes = ByteBuffer.allocate((int) file.size());
            file.read(0, bytes);
            return new SegmentScan(rules, name, place, bytes.rewind());
        }
    }

    /** The first record; a segment is not referred to before this one was synced. */
    WalRecord.Head head() throws IOException {
        if (next() instanceof WalRecord.Head head) {
            return head;
        }
        throw damaged(0, "the segment does not begin with its head");
    }

    /** The next record, or null where nothing whole stands that follows the last one. */
    @Nullable WalRecord next() throws IOException {
        if (!whole(offset) || bytes.getInt(offset + 12) != previous) {
            return null;
        }
        var length = bytes.getInt(offset + 8);
        var payload = bytes.slice(offset + Frame.HEADER, length);
        var record = read(bytes.get(offset + 20), payload);
        previous = bytes.getInt(offset + 4);
        proven = Math.max(proven, bytes.getInt(offset + 16));
        offset += Frame.size(length);
        return record;
    }

    /** Nothing may stand behind the last record of a segment that has a successor. */
    void checkSealed(int successorsPrevious) throws IOException {
        var end = Math.min(offset + Frame.HEADER, bytes.limit());
        if (!Frame.allZero(bytes, offset, end)) {
            throw damaged(offset, "a damaged record in front of valid ones");
        }
        if (successorsPrevious != previous) {
            throw damaged(offset, "the next segment does not follow the last record here");
        }
    }

    /**
     * Decides what stands behind the last record of the last segment: nothing or a torn write, both
     * of which may be overwritten; or something that was promised and is damaged.
     *
     * @return whether there is a torn write to be cut
     */
    boolean checkTail() throws IOException {
        int written = Frame.written(bytes, offset);
        var damage = damageBehindEnd(written);
        if (damage != null && rules.refuses(damage)) {
            throw damaged(offset, damage);
        }
        return written > offset;
    }

    /** What is wrong behind the last record; null when it is a torn write or nothing. */
    private @Nullable String damageBehindEnd(int written) {
        for (int at = offset; at + Frame.HEADER <= written; at += 8) {
            if (whole(at) && bytes.getInt(at + 16) > offset) {
                return "a damaged record in front of a valid one at " + at;
            }
        }
        if (whole(offset)) {
            return "a record that does not follow the one before it";
        }
        return Frame.looksTorn(bytes, offset, brokenEnd())
                ? null
                : "a damaged last record, written to its end and then changed";
    }

    /** The records from a place on; with a torn write, also zeros for it and all behind. */
    ByteBuffer repaired(int from, boolean torn) {
        for (int at = offset; torn && at < bytes.limit(); at++) {
            bytes.put(at, (byte) 0);
        }
        return bytes.duplicate().position(from).limit(torn ? bytes.limit() : offset);
    }

    SegmentName name() {
        return name;
    }

    RecordWriter.Tail tail() {
        return new RecordWriter.Tail(offset, previous, proven);
    }

    /** The checksum that this segment's head says the record before it has. */
    int chainedTo() {
        return bytes.getInt(12);
    }

    WalCorruptedException damaged(long at, String what) {
        return new WalCorruptedException(place, at, what);
    }

    private int brokenEnd() {
        if (frame.headerValid(bytes, offset, name.number())) {
            return offset + Frame.size(bytes.getInt(offset + 8));
        }
        return offset + Frame.HEADER;
    }

    private boolean whole(int at) {
        return frame.headerValid(bytes, at, name.number())
                && rules.believes(frame.bodyValid(bytes, at));
    }

    private WalRecord read(int type, ByteBuffer payload) throws IOException {
        try {
            return WalRecord.read(type, payload);
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | BufferUnderflowException e) {
            throw damaged(offset, "a record of a form unknown to this version: " + e);
        }
    }
}
