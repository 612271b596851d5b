package turtlelab.node.storage;

import java.io.IOException;
import java.nio.file.Path;

/** A state file cannot be used. The message names the file, the reason and what to do. */
public final class StorageFailure extends IOException {
    private static final long serialVersionUID = 1;

    private StorageFailure(String message, Throwable cause) {
        super(message, cause);
    }

    static StorageFailure inUse(Path file, Throwable cause) {
        return new StorageFailure(
                "state file " + file + " is in use by another process; stop that one first", cause);
    }

    static StorageFailure damaged(Path file, String reason, Throwable cause) {
        return new StorageFailure(
                "state file "
                        + file
                        + " is damaged ("
                        + reason
                        + "); remove this member from the cluster, move its data directory away and"
                        + " add it again: it will fetch the state from the others",
                cause);
    }

    static StorageFailure foreign(Path file, String found) {
        return new StorageFailure(
                "state file "
                        + file
                        + " has format "
                        + found
                        + ", which this version does not know; use the version that wrote it",
                new IllegalStateException(found));
    }
}
