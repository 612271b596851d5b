package turtlelab.labctl.exec;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A point in time after which waiting ends. */
public final class Deadline {

    private final Time time;
    private final long end;

    private Deadline(Time time, long end) {
        this.time = time;
        this.end = end;
    }

    /** A deadline this far from now. */
    public static Deadline in(Duration length, Time time) {
        return new Deadline(time, time.nanos() + length.toNanos());
    }

    public boolean isOver() {
        return time.nanos() - end >= 0;
    }

    /** How long it is until then, zero when it is over. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - time.nanos()));
    }

    /**
     * Asks again and again, this pause apart, until the answer is yes.
     *
     * @return whether it became true before the deadline
     */
    public boolean await(Duration pause, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (isOver()) {
                return false;
            }
            time.pause(pause);
        }
        return true;
    }
}
