package turtlelab.node.consensus.threads;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Sleeps by parking, and does nothing else meanwhile. */
final class Parking implements Rest {
    private volatile @Nullable Thread sleeper;

    @Override
    public void sleep(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }

    /** Says who is to be woken. To be called by the owner before it may be woken at all. */
    void own() {
        sleeper = Thread.currentThread();
    }

    @Override
    public void wake() {
        LockSupport.unpark(sleeper);
    }
}
