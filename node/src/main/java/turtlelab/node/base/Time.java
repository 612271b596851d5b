package turtlelab.node.base;

import java.time.Duration;
import java.time.Instant;

/** The port to both clocks. Production reads the machine's; tests move it by hand. */
public interface Time {
    /** The machine's clocks. */
    Time SYSTEM =
            new Time() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public Instant now() {
                    return Instant.now();
                }
            };

    /** Monotonic nanoseconds from an arbitrary origin; for deadlines and durations only. */
    long nanos();

    /** The wall clock; for what users see (expirations, time stamps), never for deadlines. */
    Instant now();

    /** The monotonic reading at which {@code wait} from now is over. */
    default long deadline(Duration wait) {
        return nanos() + wait.toNanos();
    }

    /** Whether a reading made by {@link #deadline} has passed. */
    default boolean isPast(long deadlineNanos) {
        return nanos() - deadlineNanos >= 0;
    }
}
