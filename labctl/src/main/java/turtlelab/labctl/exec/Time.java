package turtlelab.labctl.exec;

import java.time.Duration;

/** The clock everything in labctl waits by; moved by hand in tests. */
public interface Time {

    /** Nanoseconds since some fixed point; never runs backwards. */
    long nanos();

    /** Waits this long. */
    void pause(Duration length) throws InterruptedException;

    /** The machine's own clock. */
    static Time system() {
        return new Time() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration length) throws InterruptedException {
                Thread.sleep(length);
            }
        };
    }
}
