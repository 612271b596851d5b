package turtlelab.node.replica.upkeep;

import java.util.concurrent.atomic.AtomicInteger;
import turtlelab.node.base.Durations;

/**
 * How long upkeep took, since the start. Any thread.
 *
 * @param hashes of everything
 * @param kvHashes of the v3 key space
 * @param defragmenting defragmentations under way
 */
public record UpkeepFigures(
        Durations hashes,
        Durations kvHashes,
        Durations defragmentations,
        AtomicInteger defragmenting) {
    private static final double HASH_SECONDS = 0.01;
    private static final double DEFRAGMENTATION_SECONDS = 0.1;

    /** Nothing yet. */
    public UpkeepFigures() {
        this(
                Durations.from(HASH_SECONDS, 15),
                Durations.from(HASH_SECONDS, 15),
                Durations.from(DEFRAGMENTATION_SECONDS, 13),
                new AtomicInteger());
    }
}
