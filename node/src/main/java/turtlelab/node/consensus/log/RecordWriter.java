package turtlelab.node.consensus.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Lays records one behind the other in a buffer that is used again and again, so that a batch of
 * any number of records is one write. Knows the place and the chain; does not know what records
 * mean.
 */
final class RecordWriter {
    private final Frame frame = new Frame();
    private final ByteBuffer standing;
    private ByteBuffer buffer;
    private final LogFile file;
    private final long number;
    private int written;
    private int previous;
    private int synced;

    /**
     * @param buffer handed on from segment to segment
     * @param tail what is in the file already
     */
    RecordWriter(ByteBuffer buffer, LogFile file, long number, Tail tail) {
        this.standing = buffer.clear();
        this.buffer = standing;
        this.file = file;
        this.number = number;
        this.written = tail.offset();
        this.previous = tail.previous();
        this.synced = tail.synced();
    }

    /** Where the next record goes. */
    int offset() {
        return written + buffer.position();
    }

    /** The last record's checksum. */
    int previous() {
        return previous;
    }

    LogFile file() {
        return file;
    }

    void add(WalRecord record) throws IOException {
        var length = record.length();
        makeRoom(Frame.size(length));
        var at = buffer.position();
        buffer.position(at + Frame.HEADER);
        record.write(buffer);
        var fields =
                new Frame.Fields(record.type(), length, previous, synced, number, written + at);
        previous = frame.seal(buffer, at, fields);
        buffer.position(at + Frame.size(length));
    }

    void write() throws IOException {
        var length = buffer.position();
        if (length > 0) {
            file.write(written, buffer.flip());
            written += length;
            buffer = standing.clear();
        }
    }

    void sync() throws IOException {
        write();
        if (synced < written) {
            file.force();
            synced = written;
        }
    }

    private void makeRoom(int size) throws IOException {
        if (size > buffer.remaining()) {
            write();
        }
        if (size > buffer.remaining()) {
            buffer = ByteBuffer.allocate(size);
        }
    }

    /** Where a segment goes on: offset, checksum of the last record, and how far it was synced. */
    record Tail(int offset, int previous, int synced) {}
}
