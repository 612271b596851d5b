package turtlelab.node.storage;

import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Which commits must stay whole on disk: the newest, and the last one that is surely there.
 *
 * <p>MVStore uses the space of dead chunks again. If it did so for chunks that the last
 * <em>synced</em> commit needs, a power cut could leave neither that commit (written over) nor a
 * newer one (never forced). So each of these commits holds a version of the store until a newer one
 * takes its place.
 */
final class SyncPins {
    private final MVStore store;
    private Commit newest;
    private Commit durable;
    private @Nullable Commit underWay;

    SyncPins(MVStore store, Mark found) {
        this.store = store;
        this.newest = new Commit(found, store.registerVersionUsage());
        this.durable = newest;
    }

    synchronized Mark committed() {
        return newest.mark;
    }

    synchronized Mark durable() {
        return durable.mark;
    }

    synchronized void committed(Mark mark) {
        var before = newest;
        newest = new Commit(mark, store.registerVersionUsage());
        release(before);
    }

    Mark sync() {
        var target = begin();
        store.sync();
        return done(target);
    }

    private synchronized Commit begin() {
        underWay = newest;
        return newest;
    }

    private synchronized Mark done(Commit target) {
        var before = durable;
        durable = target;
        underWay = null;
        if (before != target) {
            release(before);
        }
        return target.mark;
    }

    private void release(Commit commit) {
        if (commit != newest && commit != durable && commit != underWay) {
            store.deregisterVersionUsage(commit.counter);
        }
    }

    /** Told apart by identity: two commits may well stand for the same mark. */
    private static final class Commit {
        private final Mark mark;
        private final MVStore.TxCounter counter;

        Commit(Mark mark, MVStore.TxCounter counter) {
            this.mark = mark;
            this.counter = counter;
        }
    }
}
