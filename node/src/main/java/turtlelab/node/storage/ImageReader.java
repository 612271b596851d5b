package turtlelab.node.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RootReference;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;

/**
 * A pinned image of all tables as a stream of bytes, read from front to end, once, by one thread.
 * At no time is more than one entry of it in the heap. The form is {@link ImageFormat}'s.
 */
public final class ImageReader implements AutoCloseable {
    private final Pin pin;
    private final Mark mark;
    private final List<Content> contents;
    private final Iterator<Content> tables;
    private final ImageFormat.Encoder encoder = new ImageFormat.Encoder();
    private @Nullable Cursor<byte[], byte[]> entries;
    private Runnable whenClosed = () -> {};
    private boolean finished;

    ImageReader(Pin pin, Mark mark, List<Content> contents) {
        this.pin = pin;
        this.mark = mark;
        this.contents = contents;
        this.tables = contents.iterator();
        encoder.header(mark);
    }

    /** What the image stands for. */
    public Mark mark() {
        return mark;
    }

    /** How many bytes it has in all. Slow: it reads everything once. */
    public long length() {
        var length = ImageFormat.lengthAround(mark);
        for (var table : contents) {
            length += ImageFormat.length(table.name);
            for (var walk = table.entries(); walk.hasNext(); ) {
                length += ImageFormat.length(walk.next(), walk.getValue());
            }
        }
        return length;
    }

    /** Puts the next bytes into the buffer; returns their number, -1 at the end. */
    public int read(ByteBuffer into) {
        var before = into.position();
        while (into.hasRemaining() && (encoder.take(into) || encodeMore())) {}
        var count = into.position() - before;
        return count == 0 && into.hasRemaining() ? -1 : count;
    }

    /** Has something done when nobody reads this image any more. */
    public ImageReader whenClosed(Runnable next) {
        whenClosed = next;
        return this;
    }

    @Override
    public void close() {
        pin.close();
        whenClosed.run();
    }

    private boolean encodeMore() {
        if (entries != null && entries.hasNext()) {
            var key = entries.next();
            encoder.entry(Bytes.wrap(key), Bytes.wrap(entries.getValue()));
        } else if (tables.hasNext()) {
            var table = tables.next();
            entries = table.entries();
            encoder.table(table.name);
        } else if (finished) {
            return false;
        } else {
            encoder.end();
            finished = true;
        }
        return true;
    }

    /** The roots are immutable, so what the image shows is fixed here and now. */
    static List<Content> contents(Storage storage, MVStore store) {
        var contents = new ArrayList<Content>();
        for (var name : store.getMapNames().stream().sorted().toList()) {
            if (!name.startsWith(Storage.OWN)) {
                var map = storage.table(name).map();
                contents.add(new Content(name, map.flushAndGetRoot()));
            }
        }
        return contents;
    }

    /** A table as it was. */
    record Content(String name, RootReference<byte[], byte[]> root) {
        Cursor<byte[], byte[]> entries() {
            return new Cursor<>(root, null, null);
        }
    }
}
