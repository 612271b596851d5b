package turtlelab.node.consensus.threads;

import java.util.concurrent.locks.LockSupport;

/** A thread for an engine alone. */
final class ParkingThread implements EngineThread {
    private volatile Thread thread = Thread.currentThread();

    @Override
    public void start(Runnable body) {
        thread = Thread.ofPlatform().name("raft").daemon(true).start(body);
    }

    @Override
    public void attend() {}

    @Override
    public void sleep(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }

    @Override
    public void wake() {
        LockSupport.unpark(thread);
    }
}
