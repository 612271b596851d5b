package turtlelab.node.consensus.threads;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.engine.Event;
import turtlelab.node.consensus.engine.LogWork;
import turtlelab.node.consensus.raft.log.DiskTask;

/**
 * The way to the log. Under load that is the thread {@code wal}: while it syncs one batch, the next
 * one gathers. When a single write is all there is to do, the thread {@code raft} does it itself,
 * because waking another thread and being woken by it takes about as long as a quick disk needs to
 * sync. A disk that was slow last time is always left to {@code wal}, so that heartbeats go out.
 *
 * <p>Everything but {@link #stop} belongs to the thread {@code raft}.
 */
final class LogWriter {
    /**
     * A hundredth of etcd's heartbeat interval: nobody notices a raft thread that waits so long.
     */
    static final long QUICK_NANOS = 1_000_000;

    private final LogWork work;
    private final Time time;
    private final Consumer<Event> done;
    private final Lane<LogWork.Task> lane;
    private final List<LogWork.Task> gathered = new ArrayList<>();
    private volatile long lastNanos = Long.MAX_VALUE;

    /**
     * @param done gets what the log has done, on either thread
     * @param failed gets what the lane failed with
     */
    LogWriter(
            LogWork work,
            Time time,
            Consumer<Event> done,
            int bound,
            BiConsumer<String, Throwable> failed) {
        this.work = work;
        this.time = time;
        this.done = done;
        this.lane = new Lane<>("wal", bound, this::run, failed);
    }

    void start() {
        lane.start();
    }

    /** Takes work in; nothing happens to it before {@link #dispatch}. */
    void accept(LogWork.Task task) {
        gathered.add(task);
    }

    /**
     * Sees to what was taken in: here and now, or on the lane.
     *
     * @param quiet whether the caller has nothing else to do
     * @throws IOException when the log failed here; that is final
     */
    void dispatch(boolean quiet) throws IOException {
        if (gathered.isEmpty()) {
            return;
        }
        if (quiet && isOneWrite() && lastNanos < QUICK_NANOS && lane.isIdle()) {
            run(gathered);
        } else {
            gathered.forEach(lane::submit);
        }
        gathered.clear();
    }

    /** Ends after the work that was submitted; false when that took longer than the limit. */
    boolean stop(long millis) throws InterruptedException {
        return lane.stop(millis);
    }

    private boolean isOneWrite() {
        return gathered.size() == 1
                && gathered.getFirst() instanceof LogWork.Task.Persist(DiskTask.Write _);
    }

    private void run(List<LogWork.Task> tasks) throws IOException {
        long from = time.nanos();
        work.run(tasks, done);
        lastNanos = time.nanos() - from;
    }
}
