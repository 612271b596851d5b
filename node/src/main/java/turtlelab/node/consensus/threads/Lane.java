package turtlelab.node.consensus.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * A thread that does one kind of work in order, taking all that waits as one batch. Bounded:
 * whoever submits too much waits, which cannot deadlock because a lane never waits for a submitter.
 */
final class Lane<T> implements AutoCloseable {
    private static final long IDLE_NANOS = 1_000_000_000;
    private static final long FULL_NANOS = 50_000;

    private final Parking parking = new Parking();
    private final WakingQueue<T> queue = new WakingQueue<>(parking);
    private final AtomicInteger waiting = new AtomicInteger();
    private final int bound;
    private final Work<T> work;
    private final BiConsumer<String, Throwable> failed;
    private final Thread thread;
    private volatile boolean working;
    private volatile boolean stopping;

    /**
     * @param failed gets what the work threw; the lane has ended then
     */
    Lane(String name, int bound, Work<T> work, BiConsumer<String, Throwable> failed) {
        this.bound = bound;
        this.work = work;
        this.failed = failed;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    /** What is done with a batch. */
    interface Work<T> {
        void run(List<T> batch) throws Exception;
    }

    void start() {
        thread.start();
    }

    void submit(T task) {
        while (waiting.get() >= bound && !stopping) {
            LockSupport.parkNanos(this, FULL_NANOS);
        }
        waiting.incrementAndGet();
        queue.add(task);
    }

    /** Whether everything submitted is done. Of use to whoever is the only one that submits. */
    boolean isIdle() {
        return queue.isEmpty()
                && !working; // In this order: work is taken on before it is taken out.
    }

    /** Ends after the work that was submitted, or at the deadline. */
    boolean stop(long millis) throws InterruptedException {
        stopping = true;
        queue.wake();
        thread.join(millis);
        return !thread.isAlive();
    }

    @Override
    public void close() {
        stopping = true;
        queue.wake();
    }

    private void run() {
        var batch = new ArrayList<T>();
        parking.own();
        try {
            while (!stopping || !queue.isEmpty()) {
                working = true;
                queue.drain(batch, bound);
                if (!batch.isEmpty()) {
                    waiting.addAndGet(-batch.size());
                    work.run(batch);
                    batch.clear();
                }
                working = false;
                queue.await(IDLE_NANOS);
            }
        } catch (Throwable e) {
            stopping = true;
            failed.accept(thread.getName(), e);
        }
    }
}
