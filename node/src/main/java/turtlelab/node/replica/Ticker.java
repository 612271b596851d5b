package turtlelab.node.replica;

import java.util.concurrent.locks.LockSupport;

/**
 * Thread {@code replica-timer}: runs one action about ten times a second, and at once when woken.
 */
final class Ticker implements AutoCloseable {
    private static final long PERIOD_NANOS = 100_000_000;

    private final Thread thread;
    private volatile boolean closed;

    Ticker(Runnable action) {
        thread = Thread.ofPlatform().daemon().name("replica-timer").start(() -> run(action));
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        closed = true;
        wake();
    }

    private void run(Runnable action) {
        while (!closed) {
            LockSupport.parkNanos(this, PERIOD_NANOS);
            action.run();
        }
    }
}
