package turtlelab.node.consensus.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;

/**
 * The write-ahead log: segments of a fixed size, each beginning with a {@link WalRecord.Head} that
 * makes those before it dispensable. Records are only ever added at the end; a suffix is replaced
 * by writing the new entries behind the old ones.
 *
 * <p>What holds at every moment, also across a loss of power: a segment has a name that counts only
 * when its head is synced and the segment before it is synced to its end; numbers have no gaps;
 * older segments are deleted oldest first. So only the last segment can have a torn write at its
 * end.
 *
 * <p>Used by one thread at a time.
 */
public final class Wal implements LogStore {
    /**
     * Bytes of a segment in production: written once with zeros, so that a sync flushes data only.
     */
    public static final int SEGMENT_BYTES = 16 << 20;

    private static final int BUFFER_BYTES = 1 << 20;

    /** With this part of a segment written the next is prepared: it is likely to be needed. */
    private static final int STARTED = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Wal.class);

    private final LogDirectory directory;
    private final int segmentBytes;
    private final ByteBuffer buffer;
    private final List<Recovery.Segment> sealed = new ArrayList<>();
    private final boolean torn;
    private Recovered recovered = Recovered.NOTHING;
    private SegmentName current = new SegmentName(0, 0);
    private RecordWriter writer;
    private HardState hardState = HardState.INITIAL;
    private LogPosition last = LogPosition.ORIGIN;
    private long highest;
    private @Nullable Exception failure;

    /** Opens a log as {@link #Wal(LogDirectory, int, WalRules)} does, by the strict rules. */
    public Wal(LogDirectory directory, int segmentBytes) throws IOException {
        this(directory, segmentBytes, WalRules.STRICT);
    }

    /**
     * Opens a log, or makes an empty one.
     *
     * @param directory closed with the log, and when opening fails
     * @param segmentBytes size of new segments; a larger record gets a larger one
     * @throws WalCorruptedException when something promised is damaged; nothing was changed
     */
    public Wal(LogDirectory directory, int segmentBytes, WalRules rules) throws IOException {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.buffer = ByteBuffer.allocateDirect(Math.min(segmentBytes, BUFFER_BYTES));
        try {
            var found = Recovery.read(directory, rules);
            this.torn = found != null && found.torn();
            this.writer = found == null ? first() : take(found);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    @Override
    public Recovered recovered() {
        var once = recovered;
        recovered = Recovered.NOTHING;
        return once;
    }

    /** Whether a torn write was cut when the log was opened. */
    public boolean cutTornTail() {
        return torn;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The hard state goes behind the entries: its commit index must not be found without them.
     */
    @Override
    public void append(@Nullable HardState newState, List<Entry> entries) throws IOException {
        guarded(
                () -> {
                    for (var entry : entries) {
                        add(entry);
                    }
                    if (newState != null) {
                        add(new WalRecord.State(newState));
                        hardState = newState;
                    }
                    writer.write();
                });
        if (writer.offset() > segmentBytes / STARTED) {
            directory.prepare(segmentBytes);
        }
    }

    @Override
    public void sync() throws IOException {
        guarded(writer::sync);
    }

    @Override
    public void release(long upToIndex) throws IOException {
        guarded(
                () -> {
                    while (!sealed.isEmpty() && sealed.getFirst().highest() <= upToIndex) {
                        delete(sealed.removeFirst().name());
                    }
                });
    }

    @Override
    public void restart(LogPosition position, HardState newState) throws IOException {
        guarded(
                () -> {
                    hardState = newState;
                    last = position;
                    rotate(new WalRecord.Head(true, position, newState), 0);
                    while (!sealed.isEmpty()) {
                        delete(sealed.removeFirst().name());
                    }
                });
    }

    @Override
    public void close() throws IOException {
        try (directory;
                var file = writer.file()) {
            if (failure == null) {
                writer.sync();
            }
        }
    }

    private void add(Entry entry) throws IOException {
        if (entry.index() > last.index() + 1) {
            throw new IllegalArgumentException(
                    "entry %d behind entry %d".formatted(entry.index(), last.index()));
        }
        add(new WalRecord.Logged(entry));
        last = new LogPosition(entry.index(), entry.term());
        highest = Math.max(highest, entry.index());
    }

    private void add(WalRecord record) throws IOException {
        var size = Frame.size(record.length());
        if (writer.offset() + size > writer.file().size()) {
            writer.sync();
            rotate(new WalRecord.Head(false, last, hardState), size);
        }
        writer.add(record);
    }

    /** Seals the current segment, which is synced or of no use any more, and begins the next. */
    private void rotate(WalRecord.Head head, int room) throws IOException {
        writer.file().close();
        sealed.add(new Recovery.Segment(current, highest));
        begin(new SegmentName(current.number() + 1, last.index() + 1), head, room);
    }

    private void begin(SegmentName name, WalRecord.Head head, int room) throws IOException {
        var chain = head.fresh() ? 0 : writer.previous();
        writer = create(name, chain, head, room);
        current = name;
        highest = last.index();
    }

    private RecordWriter create(SegmentName name, int chain, WalRecord.Head head, int room)
            throws IOException {
        var temporary = name.file() + SegmentName.TEMPORARY;
        var size = Math.max(segmentBytes, Frame.size(head.length()) + room);
        var file = directory.create(temporary, size);
        var tail = new RecordWriter.Tail(0, chain, 0);
        var created = new RecordWriter(buffer, file, name.number(), tail);
        created.add(head);
        created.sync();
        directory.rename(temporary, name.file());
        directory.sync();
        return created;
    }

    private RecordWriter first() throws IOException {
        deleteLeftovers();
        current = new SegmentName(0, 1);
        return create(current, 0, new WalRecord.Head(true, last, hardState), 0);
    }

    /** Makes the log on disk what was understood of it; the first change since it was opened. */
    private RecordWriter take(Recovery.Found found) throws IOException {
        deleteLeftovers();
        for (var name : found.stale()) {
            delete(name);
        }
        recovered = found.recovered();
        hardState = recovered.hardState();
        last = found.recovered().last();
        sealed.addAll(found.segments().subList(0, found.segments().size() - 1));
        highest = found.segments().getLast().highest();
        current = found.last().name();
        if (found.torn()) {
            LOG.info("cut a torn write at the end of {}/{}", directory.name(), current.file());
        }
        return mend(found.last());
    }

    /**
     * Writes the last segment once more from where it is not known to have been synced: what was
     * read may so far be in memory only, even after a sync that failed.
     */
    private RecordWriter mend(SegmentScan scan) throws IOException {
        var tail = scan.tail();
        var file = directory.open(current.file());
        try {
            file.write(tail.synced(), scan.repaired(tail.synced(), torn));
            file.force();
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        var synced = new RecordWriter.Tail(tail.offset(), tail.previous(), tail.offset());
        return new RecordWriter(buffer, file, current.number(), synced);
    }

    private void deleteLeftovers() throws IOException {
        for (var file : directory.list()) {
            if (file.endsWith(".wal" + SegmentName.TEMPORARY)) {
                directory.delete(file);
            }
        }
    }

    /** Each deletion lasts before the next is begun, so that no gap can be found after a crash. */
    private void delete(SegmentName name) throws IOException {
        directory.delete(name.file());
        directory.sync();
    }

    private void guarded(DiskAction action) throws IOException {
        if (failure != null) {
            throw new IOException("the log is closed to everything since it failed", failure);
        }
        try {
            action.run();
        } catch (IOException | RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private interface DiskAction {
        void run() throws IOException;
    }
}
