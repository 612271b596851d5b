package turtlelab.node.storage;

import org.h2.mvstore.MVStore;

/**
 * A reader's claim on what it may come across; see {@link Storage#pin}. Closed once, by its owner.
 */
public final class Pin implements AutoCloseable {
    private final Storage storage;
    private final MVStore.TxCounter counter;

    Pin(Storage storage, MVStore.TxCounter counter) {
        this.storage = storage;
        this.counter = counter;
    }

    @Override
    public void close() {
        storage.leave(counter);
    }
}
