package turtlelab.node.storage;

/**
 * A reader came too late: the storage was closed or replaced. Whoever replaced it has a newer one.
 */
public final class StorageRetired extends IllegalStateException {
    private static final long serialVersionUID = 1;

    StorageRetired() {
        super("this storage is closed");
    }
}
