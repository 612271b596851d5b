package turtlelab.node.consensus.engine;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import turtlelab.node.consensus.log.LogStore;
import turtlelab.node.consensus.raft.log.DiskTask;

/** What the log thread does with what it is given: write all of it, sync once, report. */
public final class LogWork {
    private final LogStore store;

    public LogWork(LogStore store) {
        this.store = store;
    }

    /** A piece of work for the log thread, done strictly in order. */
    public sealed interface Task {
        record Persist(DiskTask task) implements Task {}

        /** Entries up to the index are in durable state and old enough to be forgotten. */
        record Release(long upTo) implements Task {}
    }

    /** Any failure is final: nothing may be acknowledged after it. */
    public void run(List<Task> tasks, Consumer<Event> done) throws IOException {
        long written = 0;
        for (var task : tasks) {
            switch (task) {
                case Task.Persist(DiskTask.Write write) -> {
                    store.append(write.hardState(), write.entries());
                    written = write.number();
                }
                case Task.Persist(DiskTask.Restart restart) -> {
                    store.restart(restart.position(), restart.hardState());
                    written = restart.number();
                }
                case Task.Release(var upTo) -> store.release(upTo);
            }
        }
        if (written > 0) {
            store.sync();
            done.accept(new Event.Persisted(written));
        }
    }
}
