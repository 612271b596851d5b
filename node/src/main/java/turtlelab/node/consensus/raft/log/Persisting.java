package turtlelab.node.consensus.raft.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;

/**
 * What of the log and hard state is on its way to disk, and how far the log is surely there. A cut
 * of the log takes back what earlier tasks will report, so an index never counts for an entry that
 * was replaced meanwhile.
 */
public final class Persisting {
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long number;
    private long persisted;
    private long unsavedFrom;
    private HardState saved;
    private @Nullable LogPosition restart;

    public Persisting(HardState saved, long persisted) {
        this.saved = saved;
        this.persisted = persisted;
        this.unsavedFrom = persisted + 1;
    }

    private record Pending(long number, long last) {}

    /** The last index up to which the log in memory is on disk. */
    public long persisted() {
        return persisted;
    }

    /** The log was cut: the entry at the index and all behind it are gone or will be others. */
    public void cutFrom(long index) {
        unsavedFrom = Math.min(unsavedFrom, index);
        limit(index - 1);
    }

    /** A snapshot, durable in the state, replaced the log. */
    public void restart(LogPosition position) {
        restart = position;
        limit(position.index());
        persisted = position.index();
        unsavedFrom = position.index() + 1;
    }

    /** Tasks up to the number are synced. */
    public void done(long upTo) {
        while (!pending.isEmpty() && pending.getFirst().number() <= upTo) {
            persisted = Math.max(persisted, pending.removeFirst().last());
        }
    }

    /** The tasks that bring the disk up to date with memory. */
    public List<DiskTask> take(LogWindow log, HardState now) {
        var tasks = new ArrayList<DiskTask>(1);
        if (restart != null) {
            tasks.add(new DiskTask.Restart(next(restart.index()), restart, now));
            restart = null;
            saved = now;
        }
        boolean promised = now.term() != saved.term() || !now.vote().equals(saved.vote());
        if (promised || unsavedFrom <= log.lastIndex()) {
            var entries = log.slice(unsavedFrom, log.lastIndex(), Long.MAX_VALUE);
            var changed = now.equals(saved) ? null : now;
            tasks.add(new DiskTask.Write(next(log.lastIndex()), changed, entries));
            unsavedFrom = log.lastIndex() + 1;
            saved = now;
        }
        return tasks;
    }

    private long next(long last) {
        pending.addLast(new Pending(++number, last));
        return number;
    }

    private void limit(long index) {
        persisted = Math.min(persisted, index);
        var tasks = List.copyOf(pending);
        pending.clear();
        for (var task : tasks) {
            pending.addLast(new Pending(task.number(), Math.min(task.last(), index)));
        }
    }
}
