package turtlelab.node.replica.upkeep;

import turtlelab.node.base.Durations;

/**
 * How long images of the state took. Any thread.
 *
 * @param given from their capture until nobody reads them any more
 * @param taken from a leader's offer until its image is in the place of the state
 * @param syncs of such images
 */
public record ImageFigures(Durations given, Durations taken, Durations syncs) {
    private static final double GIVEN_SECONDS = 0.01;
    private static final double TAKEN_SECONDS = 0.1;

    /** Nothing yet. */
    public ImageFigures() {
        this(
                Durations.from(GIVEN_SECONDS, 17),
                Durations.from(TAKEN_SECONDS, 10),
                Durations.ofDisk());
    }
}
