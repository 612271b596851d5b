package turtlelab.node.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import turtlelab.node.base.Time;

/** Both clocks, moved by hand. */
public final class HandTime implements Time {
    private final AtomicLong nanos = new AtomicLong();

    public void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return Instant.ofEpochSecond(1_700_000_000).plusNanos(nanos.get());
    }
}
