package turtlelab.join.base;

import java.time.Duration;

/** The port to time: production waits by the machine's clock, tests move it by hand. */
public interface Clock {
    /** The machine's. */
    Clock SYSTEM =
            new Clock() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public void pause(Duration length) throws InterruptedException {
                    Thread.sleep(length);
                }
            };

    /** Monotonic nanoseconds from some origin. */
    long nanos();

    /** Waits this long. */
    void pause(Duration length) throws InterruptedException;

    /** How long ago a reading was taken. */
    default Duration since(long reading) {
        return Duration.ofNanos(nanos() - reading);
    }
}
