package turtlelab.node.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Stands for a thread: takes all that waits, works for a while, and is done with all of it at once.
 */
final class Worker<T> {
    private final Consumer<Runnable> later;
    private final Consumer<List<T>> work;
    private List<T> waiting = new ArrayList<>();
    private List<T> underWay = List.of();

    /**
     * @param later runs something after the time that a piece of work takes, if the node still
     *     lives
     */
    Worker(Later later, LongSupplier nanos, Consumer<List<T>> work) {
        this.later = action -> later.after(nanos.getAsLong(), action);
        this.work = work;
    }

    void add(T task) {
        waiting.add(task);
        if (underWay.isEmpty()) {
            begin();
        }
    }

    /** What would be half done if the power went now. */
    List<T> underWay() {
        return underWay;
    }

    private void begin() {
        underWay = waiting;
        waiting = new ArrayList<>();
        later.accept(this::finish);
    }

    private void finish() {
        var done = underWay;
        underWay = List.of();
        work.accept(done);
        if (underWay.isEmpty() && !waiting.isEmpty()) {
            begin();
        }
    }

    /** A node's way to do something later. */
    interface Later {
        void after(long nanos, Runnable action);
    }
}
