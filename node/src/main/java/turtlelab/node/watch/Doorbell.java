package turtlelab.node.watch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the watch thread when revisions were published or a stream wants something. Ringing costs
 * next to nothing while the thread is awake, for it rings on the path of every write.
 */
final class Doorbell {
    private final AtomicBoolean rung = new AtomicBoolean();
    private volatile @Nullable Thread sleeper;

    /** Any thread; never blocks. */
    void ring() {
        if (!rung.get() && rung.compareAndSet(false, true)) {
            var asleep = sleeper;
            if (asleep != null) {
                LockSupport.unpark(asleep);
            }
        }
    }

    /** Sleeps until it rings or the time is over; what rang before counts. One thread only. */
    void await(long nanos) {
        sleeper = Thread.currentThread();
        if (!rung.get()) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeper = null;
        rung.set(false);
    }
}
