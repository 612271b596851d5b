package turtlelab.labctl.stage;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import turtlelab.labctl.exec.Time;

/** Time that passes only when somebody waits. */
public final class HandTime implements Time {

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void pause(Duration length) {
        nanos.addAndGet(length.toNanos());
        Thread.onSpinWait();
    }
}
