package turtlelab.features.stage;

import java.time.Duration;

/**
 * How long scenarios wait at most for what is to happen: as long as they say, times {@code
 * -Dlab.patience=N} where all is slower, as on emulated machines. How long something must stay as
 * it is does not change by it, nor what a cluster promises.
 */
public final class Patience {

    private static final String FACTOR = "lab.patience";

    private Patience() {}

    /** The limit for a wait that takes at most so long on an ordinary machine. */
    public static Duration of(Duration limit) {
        return limit.multipliedBy(factor());
    }

    /** The same, in seconds. */
    public static Duration ofSeconds(long seconds) {
        return of(Duration.ofSeconds(seconds));
    }

    private static int factor() {
        var asked = System.getProperty(FACTOR, "1");
        if (!asked.matches("[1-9][0-9]?")) {
            throw new IllegalStateException(
                    "-D%s=%s: use a whole number from 1 to 99".formatted(FACTOR, asked));
        }
        return Integer.parseInt(asked);
    }
}
