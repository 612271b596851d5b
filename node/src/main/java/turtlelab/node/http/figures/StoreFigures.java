package turtlelab.node.http.figures;

import java.util.function.DoubleSupplier;
import turtlelab.node.replica.Replica;
import turtlelab.node.watch.Watches;

/** The v3 key space and who watches it. */
public final class StoreFigures {
    private final Page page;

    public StoreFigures(Page page) {
        this.page = page;
    }

    /** Adds the key space's. */
    public void of(Replica replica) {
        sizes(replica);
        operations(replica);
        page.gauge(
                "etcd_debugging_mvcc_keys_total",
                "Total number of keys.",
                () -> replica.state().kv().keys());
        page.gauge(
                "etcd_debugging_mvcc_current_revision",
                "The current revision of store.",
                () -> replica.state().kv().revision());
        page.gauge(
                "etcd_debugging_mvcc_compact_revision",
                "The revision of the last compaction in store.",
                () -> Math.max(0, replica.state().kv().compactedRevision()));
    }

    private void sizes(Replica replica) {
        DoubleSupplier allocated = () -> replica.state().size().allocated();
        var help = "Total size of the underlying database physically allocated in bytes.";
        page.gauge("etcd_mvcc_db_total_size_in_bytes", help, allocated);
        page.gauge("etcd_debugging_mvcc_db_total_size_in_bytes", help, allocated);
        page.gauge(
                "etcd_mvcc_db_total_size_in_use_in_bytes",
                "Total size of the underlying database logically in use in bytes.",
                () -> replica.state().size().inUse());
    }

    private void operations(Replica replica) {
        both("put", "puts", () -> replica.state().kv().counts().puts());
        both("delete", "deletes", () -> replica.state().kv().counts().deletions());
        both("range", "ranges", () -> replica.state().kv().counts().ranges());
        both("txn", "txns", () -> replica.state().kv().counts().txns());
    }

    /** etcd 3.4 tells them under their new names and under their old ones. */
    private void both(String operation, String many, DoubleSupplier count) {
        var help = "Total number of " + many + " seen by this member.";
        page.counter("etcd_mvcc_" + operation + "_total", help, count);
        page.counter("etcd_debugging_mvcc_" + operation + "_total", help, count);
    }

    /** Adds those of the watches. */
    public void of(Watches watches) {
        page.gauge(
                "etcd_debugging_mvcc_watcher_total",
                "Total number of watchers.",
                () -> watches.figures().watches());
        page.gauge(
                "etcd_debugging_mvcc_watch_stream_total",
                "Total number of watch streams.",
                () -> watches.figures().streams());
        page.gauge(
                "etcd_debugging_mvcc_slow_watcher_total",
                "Total number of unsynced slow watchers.",
                () -> watches.figures().slow());
        page.counter(
                "etcd_debugging_mvcc_events_total",
                "Total number of events sent by this member.",
                watches::sentEvents);
        page.gauge(
                "etcd_debugging_mvcc_pending_events_total",
                "Total number of pending events to be sent.",
                () -> watches.figures().waitingEvents());
    }
}
