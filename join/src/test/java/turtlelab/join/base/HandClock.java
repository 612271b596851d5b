package turtlelab.join.base;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that only pauses move, and that remembers them. */
public final class HandClock implements Clock {
    public final List<Duration> pauses = new ArrayList<>();
    private long nanos;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void pause(Duration length) {
        pauses.add(length);
        nanos += length.toNanos();
    }
}
