package turtlelab.node.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;

/**
 * Named ordered tables in one MVStore file, holding state only, never the log.
 *
 * <p>Auto-commit is off, by time and by memory: either would split a batch from its applied index.
 * {@link #commit} writes all tables and the {@link Mark} as one (it survives a killed process),
 * {@link #sync} makes the last commit survive a power cut. Space that the last synced commit still
 * needs is never written over ({@link SyncPins}), so after a power cut either that commit or a
 * newer one is found. A change too large to be held is written in parts ({@link #commitPart}),
 * which count only when the commit behind them is there: else opening takes them away.
 *
 * <p>Threads: tables are changed and committed by the apply thread; {@code sync} is called by one
 * other thread; readers take a {@link #pin}, which also keeps a {@link #retire retired} file open
 * for them.
 */
public final class Storage implements AutoCloseable {
    /** Name prefix of the tables that belong to the storage itself. */
    static final String OWN = "storage.";

    private static final String FORMAT = "1";
    private static final Bytes FORMAT_KEY = Bytes.utf8("format");
    private static final Bytes MARK_KEY = Bytes.utf8("mark");
    private static final Bytes UNFINISHED_KEY = Bytes.utf8("unfinished");
    private static final int CACHE_MB = 16;
    private static final int FILL_RATE_PERCENT = 60;
    private static final int NEARLY_FULL_PERCENT = 95;
    private static final int REWRITE_STEP_BYTES = 1 << 20;
    private static final long UNDO_STEP_BYTES = 4 << 20;
    private static final int CLOSED = Integer.MIN_VALUE / 2;

    private final @Nullable Path file;
    private final MVStore store;
    private final Table own;
    private final SyncPins syncPins;
    private volatile long liveBytes;
    private final AtomicInteger users = new AtomicInteger(1);

    private Storage(@Nullable Path file, MVStore store, Mark found) {
        this.file = file;
        this.store = store;
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        this.own = new Table(open(store, OWN + "meta"));
        this.syncPins = new SyncPins(store, found);
        this.liveBytes = size().inUse();
    }

    /**
     * Opens the file, or makes it (mode 0600).
     *
     * @throws StorageFailure when it is damaged, in use, or of another format
     */
    public static Storage open(Path file) throws IOException {
        createPrivate(file);
        var store = openStore(file);
        try {
            var found = check(file, store);
            store.sync();
            var storage = new Storage(file, store, found);
            storage.undoUnfinished();
            return storage;
        } catch (MVStoreException e) {
            store.closeImmediately();
            throw StorageFailure.damaged(file, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            store.closeImmediately();
            throw e;
        }
    }

    /** Without a file: for tests, and gone with the process. */
    public static Storage inMemory() {
        var store = new MVStore.Builder().autoCommitDisabled().open();
        return new Storage(null, store, Mark.ORIGIN);
    }

    /** The table of that name; made when it is not there. */
    public Table table(String name) {
        return new Table(open(store, name));
    }

    /** What the last commit stands for. */
    public Mark mark() {
        return syncPins.committed();
    }

    /** The mark of the last commit that a power cut cannot take away. */
    public Mark durable() {
        return syncPins.durable();
    }

    /** Bytes of changes that no commit has written yet. */
    public long uncommittedBytes() {
        return store.getUnsavedMemory();
    }

    /** Writes all changes and the mark in one step. Apply thread. */
    public void commit(Mark mark) {
        own.remove(UNFINISHED_KEY);
        note(mark);
        commitAsIs();
        syncPins.committed(mark);
    }

    /**
     * Writes all changes in the middle of one that is too large to be held until it is whole. After
     * a crash the tables are found as they were before it; to readers of the open file its parts
     * are no different from what no commit has written yet. The next {@link #commit} makes it
     * whole. Apply thread.
     *
     * @param before what the tables stand for without the change that is under way
     */
    public void commitPart(Mark before, Unfinished change) {
        own.put(UNFINISHED_KEY, change.encoded());
        note(before);
        commitAsIs();
    }

    private void note(Mark mark) {
        own.put(FORMAT_KEY, Bytes.utf8(FORMAT));
        own.put(MARK_KEY, mark.encoded());
    }

    /** Takes away what a change had written that never became whole; bounded in memory too. */
    private void undoUnfinished() {
        var note = own.get(UNFINISHED_KEY);
        if (note == null) {
            return;
        }
        var change = Unfinished.decoded(note);
        var table = table(change.table());
        for (var entries = table.from(change.from()); entries.next(); ) {
            table.remove(entries.key());
            if (uncommittedBytes() >= UNDO_STEP_BYTES) {
                commitAsIs();
            }
        }
        own.remove(UNFINISHED_KEY);
        commitAsIs();
    }

    /** Writes all changes, whatever they are. */
    void commitAsIs() {
        store.commit();
        liveBytes = size().inUse();
    }

    /** Bytes of live data as of the last commit; costs nothing. Any thread. */
    public long liveBytes() {
        return liveBytes;
    }

    /**
     * Forces the last commit to disk; slow. One thread at a time, not the apply thread.
     *
     * @return what is durable now
     */
    public Mark sync() {
        return syncPins.sync();
    }

    /**
     * Moves some live pages out of sparsely used places, so that their space can be used again: at
     * most about a mebibyte, written by the next commit. Apply thread, between batches.
     */
    public void tidy() {
        if (store.getFileStore() != null) {
            store.compact(FILL_RATE_PERCENT, REWRITE_STEP_BYTES);
        }
    }

    /**
     * Moves about so many bytes of live data together, out of whatever place is not nearly full.
     * Apply thread; the next commit writes it.
     */
    public void rewrite(int bytes) {
        if (store.getFileStore() != null) {
            store.compact(NEARLY_FULL_PERCENT, bytes);
        }
    }

    /**
     * Moves used space to the front of the file and cuts its end off, for so long. Apply thread.
     */
    public void shrink(int millis) {
        if (store.getFileStore() != null) {
            store.compactFile(millis);
        }
    }

    /** Bytes of the file, and those of them that hold live data. */
    public Size size() {
        var files = store.getFileStore();
        if (files == null) {
            return new Size(0, 0);
        }
        var allocated = files.size();
        return new Size(
                allocated, allocated * files.getFillRate() / 100 * files.getChunksFillRate() / 100);
    }

    /** Bytes of the file, and those of them that hold live data. */
    public record Size(long allocated, long inUse) {}

    /**
     * Lets a thread other than the apply thread read: pages it may come across stay on disk until
     * it closes the pin. Hold it for one request only.
     *
     * @throws StorageRetired when the storage is closed or replaced
     */
    public Pin pin() {
        if (!enter()) {
            throw new StorageRetired();
        }
        return new Pin(this, store.registerVersionUsage());
    }

    /**
     * The tables as they are now, to be streamed by another thread. Apply thread, between batches;
     * what is committed now is what the image holds.
     */
    public ImageReader image(Mark mark) {
        commit(mark);
        return new ImageReader(pin(), mark, ImageReader.contents(this, store));
    }

    /**
     * Gives it up without waiting: it closes when the last reader leaves, unsaved changes are lost.
     */
    public void retire() {
        leave();
    }

    /**
     * Closes the file, giving up what was not committed. Readers must be gone or get an exception.
     */
    @Override
    public void close() {
        if (users.getAndSet(CLOSED) >= 0) {
            store.closeImmediately();
        }
    }

    @Nullable Path file() {
        return file;
    }

    void leave(MVStore.TxCounter counter) {
        if (!store.isClosed()) {
            store.deregisterVersionUsage(counter);
        }
        leave();
    }

    private boolean enter() {
        while (true) {
            var count = users.get();
            if (count <= 0) {
                return false;
            }
            if (users.compareAndSet(count, count + 1)) {
                return true;
            }
        }
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            close();
        }
    }

    private static MVMap<byte[], byte[]> open(MVStore store, String name) {
        return store.openMap(
                name,
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(RawBytes.TYPE)
                        .valueType(RawBytes.TYPE));
    }

    private static void createPrivate(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
    }

    private static MVStore openStore(Path file) throws StorageFailure {
        try {
            return new MVStore.Builder()
                    .fileName(file.toAbsolutePath().toString())
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .cacheSize(CACHE_MB)
                    .open();
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw StorageFailure.inUse(file, e);
            }
            throw StorageFailure.damaged(file, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw StorageFailure.damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static Mark check(Path file, MVStore store) throws StorageFailure {
        var meta = new Table(open(store, OWN + "meta"));
        var format = meta.get(FORMAT_KEY);
        if (format == null) {
            return Mark.ORIGIN;
        }
        if (!format.utf8().equals(FORMAT)) {
            throw StorageFailure.foreign(file, format.utf8());
        }
        var mark = meta.get(MARK_KEY);
        if (mark == null || !Mark.isDecodable(mark)) {
            throw StorageFailure.damaged(file, "no applied index", new IllegalStateException());
        }
        return Mark.decoded(mark);
    }
}
