package turtlelab.node.consensus.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.StateMachine;
import turtlelab.node.consensus.engine.ApplyWork;
import turtlelab.node.consensus.engine.Event;

/**
 * The way to the state machine. Under load that is the thread {@code apply}, which takes what is
 * committed in batches. When one entry that surely is quickly applied is all there is to do, the
 * thread {@code raft} does it itself: waking another thread and being told by it that it is done
 * takes longer than a put. What came before is done first, on whichever thread.
 *
 * <p>Everything but {@link #submit} and {@link #stop} belongs to the thread {@code raft}.
 */
final class Applier {
    private static final long QUICK_NANOS = LogWriter.QUICK_NANOS;

    private final ApplyWork work;
    private final StateMachine machine;
    private final Time time;
    private final Consumer<Event> done;
    private final Lane<ApplyWork.Task> lane;
    private final List<ApplyWork.Task> gathered = new ArrayList<>();
    private boolean held;
    private volatile long lastNanos = Long.MAX_VALUE;

    /**
     * @param done gets what was applied, on either thread
     * @param failed gets what the lane failed with
     */
    Applier(
            ApplyWork work,
            StateMachine machine,
            Time time,
            Consumer<Event> done,
            int bound,
            BiConsumer<String, Throwable> failed) {
        this.work = work;
        this.machine = machine;
        this.time = time;
        this.done = done;
        this.lane = new Lane<>("apply", bound, this::run, failed);
    }

    void start() {
        lane.start();
    }

    /** Takes work in; nothing happens to it before {@link #dispatch}. */
    void accept(ApplyWork.Task task) {
        gathered.add(task);
    }

    /** Work that does not come from the log, for the lane. Any thread. */
    void submit(ApplyWork.Task task) {
        lane.submit(task);
    }

    /**
     * Sees to what was taken in: here and now, or on the lane. A caller that has something else to
     * do gets one turn to do it, for often that is no more than to acknowledge a write.
     *
     * @param quiet whether the caller has nothing else to do
     */
    void dispatch(boolean quiet) {
        if (gathered.isEmpty()) {
            return;
        }
        var here = lane.isIdle() && lastNanos < QUICK_NANOS && isQuick();
        if (here && !quiet && !held) {
            held = true;
            return;
        }
        if (here && quiet) {
            run(gathered);
        } else {
            gathered.forEach(lane::submit);
        }
        gathered.clear();
        held = false;
    }

    /** Ends after the work that was submitted; false when that took longer than the limit. */
    boolean stop(long millis) throws InterruptedException {
        return lane.stop(millis);
    }

    private boolean isQuick() {
        return gathered.size() == 1
                && gathered.getFirst() instanceof ApplyWork.Task.Apply(var entries)
                && entries.size() == 1
                && machine.isQuick(entries.getFirst());
    }

    private void run(List<ApplyWork.Task> tasks) {
        long from = time.nanos();
        work.run(tasks, done);
        lastNanos = time.nanos() - from;
    }
}
