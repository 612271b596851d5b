package turtlelab.node.replica.upkeep;

import java.util.concurrent.CompletableFuture;
import turtlelab.node.state.KvHash;
import turtlelab.node.storage.ImageReader;

/**
 * Looking after this member's own copy of the state. Nothing here needs a quorum or blocks the
 * caller. What is slow runs on one thread, a few waiting for it; more fail with {@link
 * java.util.concurrent.RejectedExecutionException}.
 */
public interface Upkeep {
    /** A checksum of the v3 key space up to a revision; 0 for the newest. */
    CompletableFuture<KvHash> kvHash(long revision);

    /** A checksum of everything replicated, at a moment of its choice. */
    CompletableFuture<Integer> hash();

    /**
     * A pinned image of everything, which the caller must close. It holds back disk space until
     * then.
     */
    CompletableFuture<ImageReader> image();

    /** Completes when nothing is left to remove of what compactions have made unreachable here. */
    CompletableFuture<Void> compacted();

    /** Makes the state's file as small as its live data allows; requests go on meanwhile. */
    CompletableFuture<Void> defragment();

    /** How long these things took since the start. */
    UpkeepFigures figures();
}
