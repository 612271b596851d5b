package turtlelab.node.maintenance;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Role;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;

/**
 * The leader's duty to compact by itself. Has a thread of its own, named {@code auto-compaction}.
 */
public final class AutoCompaction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AutoCompaction.class);
    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final Replica replica;
    private final CompactionPlan plan;
    private final Time time;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private AutoCompaction(Replica replica, CompactionPlan plan, Time time) {
        this.replica = replica;
        this.plan = plan;
        this.time = time;
        this.thread = Thread.ofVirtual().name("auto-compaction").unstarted(this::run);
    }

    public static AutoCompaction start(Replica replica, CompactionPlan plan, Time time) {
        var duty = new AutoCompaction(replica, plan, time);
        duty.thread.start();
        return duty;
    }

    private void run() {
        try {
            while (!closed.await(plan.pause().toNanos(), TimeUnit.NANOSECONDS)) {
                look(replica, plan, time);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look, and the compaction if it is due. */
    static void look(Replica replica, CompactionPlan plan, Time time) throws InterruptedException {
        var leads = replica.status().role() == Role.LEADER;
        var due = plan.look(time.nanos(), replica.state().kv().revision(), leads);
        if (due.isEmpty()) {
            return;
        }
        var revision = due.getAsLong();
        var outcome = compact(replica, revision);
        if (isDone(outcome)) {
            plan.compacted(time.nanos(), revision);
            LOG.info("compacted to revision {} by itself", revision);
        } else {
            LOG.warn(
                    "auto compaction to revision {} failed, to be repeated: {}", revision, outcome);
        }
    }

    private static Outcome compact(Replica replica, long revision) throws InterruptedException {
        try {
            return replica.execute(new Command.Compact(revision)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the replica must not fail", e);
        }
    }

    private static boolean isDone(Outcome outcome) {
        return outcome instanceof Outcome.Applied(var result, _, _)
                && (result instanceof Result.Done
                        || result.equals(new Result.Refused(Rejection.COMPACTED)));
    }

    @Override
    public void close() throws InterruptedException {
        closed.countDown();
        thread.interrupt();
        thread.join(STOPPING);
    }
}
