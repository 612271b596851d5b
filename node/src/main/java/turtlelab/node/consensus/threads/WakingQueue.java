package turtlelab.node.consensus.threads;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A queue from many threads to one, which is woken only when it sleeps: under load a hand-off costs
 * no system call. Unbounded in itself; its users bound what they add.
 */
final class WakingQueue<T> {
    private final Queue<T> queue = new ConcurrentLinkedQueue<>();
    private final Rest rest;
    private volatile boolean asleep;

    WakingQueue(Rest rest) {
        this.rest = rest;
    }

    void add(T item) {
        queue.add(item);
        wake();
    }

    void wake() {
        if (asleep) {
            rest.wake();
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Moves at most so many items into the list. */
    void drain(List<T> into, int most) {
        while (into.size() < most) {
            var item = queue.poll();
            if (item == null) {
                return;
            }
            into.add(item);
        }
    }

    /**
     * Sleeps until something is there, somebody wakes it, or the time is over. The consumer only.
     */
    void await(long nanos) {
        asleep = true;
        if (queue.isEmpty() && nanos > 0) {
            rest.sleep(nanos);
        }
        asleep = false;
    }
}
