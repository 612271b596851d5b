package turtlelab.node.replica;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import turtlelab.node.base.Durations;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.FatalHandler;
import turtlelab.node.storage.Mark;
import turtlelab.node.storage.Storage;
import turtlelab.node.storage.StorageRetired;

/**
 * When the state goes to disk. The log has everything, so none of it is urgent: a commit (into the
 * page cache, by the apply thread, behind the answers) when there is enough or it was long ago; now
 * and then a sync on thread {@code storage}, for only behind that the log may be cut.
 */
final class StateKeeper implements AutoCloseable {
    private static final int COMMIT_ENTRIES = 4096;
    private static final long COMMIT_BYTES = 8L << 20;
    private static final long COMMIT_NANOS = 500_000_000;
    private static final int SYNC_ENTRIES = 10_000;
    private static final int CLOSE_SECONDS = 10;
    private static final long SYNC_NANOS = 2_000_000_000L;

    private final Time time;
    private final FatalHandler fatal;
    private final ThreadPoolExecutor thread;
    private final AtomicBoolean syncing = new AtomicBoolean();
    private final Durations commits = Durations.ofDisk();
    private final Durations syncs = Durations.ofDisk();
    private volatile Storage storage;
    private long committedAt;
    private long syncedAt;
    private long committedIndex;
    private long syncIndex;

    StateKeeper(Storage storage, Time time, FatalHandler fatal) {
        this.storage = storage;
        this.time = time;
        this.fatal = fatal;
        this.committedAt = time.nanos();
        this.syncedAt = committedAt;
        this.committedIndex = storage.mark().index();
        this.syncIndex = committedIndex;
        this.thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(2),
                        Thread.ofPlatform().daemon().name("storage").factory());
    }

    Storage storage() {
        return storage;
    }

    /**
     * Another file took the place of the old one, which may be closed when its readers are gone.
     */
    void replace(Storage next) {
        var old = storage;
        storage = next;
        committedIndex = next.mark().index();
        syncIndex = committedIndex;
        old.retire();
    }

    /** Whether it is time to commit what was applied up to an index. Apply thread. */
    boolean isCommitDue(long index) {
        return index - committedIndex >= COMMIT_ENTRIES
                || storage.uncommittedBytes() >= COMMIT_BYTES
                || (index > committedIndex && time.nanos() - committedAt >= COMMIT_NANOS);
    }

    /** Commits, and has it synced when that is due. Apply thread. */
    void commit(Mark mark) {
        long from = time.nanos();
        storage.commit(mark);
        committedAt = time.nanos();
        commits.add(committedAt - from);
        committedIndex = mark.index();
        var due = mark.index() - syncIndex >= SYNC_ENTRIES || committedAt - syncedAt >= SYNC_NANOS;
        if (due && syncing.compareAndSet(false, true)) {
            syncIndex = mark.index();
            syncedAt = committedAt;
            storage.tidy();
            thread.execute(this::sync);
        }
    }

    long durableIndex() {
        return storage.durable().index();
    }

    Durations commits() {
        return commits;
    }

    Durations syncs() {
        return syncs;
    }

    /** Syncs what is committed and closes the file. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                storage.sync();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            storage.close();
        }
    }

    /** Forces the last commit to disk now. Any thread but the apply thread. */
    void syncNow() {
        var file = storage;
        synchronized (syncing) {
            try (var _ = file.pin()) {
                long from = time.nanos();
                file.sync();
                syncs.add(time.nanos() - from);
            }
        }
    }

    private void sync() {
        try {
            syncNow();
        } catch (StorageRetired _) {
            return;
        } catch (RuntimeException e) {
            fatal.failed("cannot sync the state file", e);
        } finally {
            syncing.set(false);
        }
    }
}
