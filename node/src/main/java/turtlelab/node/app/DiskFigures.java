package turtlelab.node.app;

import turtlelab.node.consensus.log.LogFigures;
import turtlelab.node.http.figures.Page;
import turtlelab.node.replica.LocalReplica;

/** What only the inside of a node knows: its disk, and what was slow. */
record DiskFigures(LocalReplica replica, LogFigures log, long quotaBytes) {
    void addTo(Page page) {
        log(page);
        state(page);
        images(page);
        slowness(page);
        page.gauge(
                "etcd_server_quota_backend_bytes",
                "Current backend storage quota size in bytes.",
                () -> quotaBytes);
        page.gauge(
                "etcd_server_snapshot_apply_in_progress_total",
                "1 if the server is applying the incoming snapshot. 0 if none.",
                () -> replica.metrics().applying().installing() ? 1 : 0);
    }

    private void log(Page page) {
        page.durations(
                "etcd_disk_wal_fsync_duration_seconds",
                "The latency distributions of fsync called by WAL.",
                log.syncs());
        page.gauge(
                "etcd_disk_wal_write_bytes_total",
                "Total number of bytes written in WAL.",
                () -> log.writtenBytes().sum());
    }

    private void state(Page page) {
        var upkeep = replica.upkeep().figures();
        page.durations(
                "etcd_disk_backend_commit_duration_seconds",
                "The latency distributions of commit called by backend.",
                replica.metrics().commits());
        page.durations(
                "etcd_disk_backend_defrag_duration_seconds",
                "The latency distribution of backend defragmentation.",
                upkeep.defragmentations());
        page.gauge(
                "etcd_disk_defrag_inflight",
                "Whether or not defrag is active on the member. 1 means active, 0 means not.",
                () -> upkeep.defragmenting().get());
        page.durations(
                "etcd_mvcc_hash_duration_seconds",
                "The latency distribution of storage hash operation.",
                upkeep.hashes());
        page.durations(
                "etcd_mvcc_hash_rev_duration_seconds",
                "The latency distribution of storage hash by revision operation.",
                upkeep.kvHashes());
    }

    /** Of etcd's two files of a snapshot the state's own stands for the one without the keys. */
    private void images(Page page) {
        var images = replica.metrics().applying().images();
        page.durations(
                "etcd_disk_backend_snapshot_duration_seconds",
                "The latency distribution of backend snapshots.",
                images.given());
        page.durations(
                "etcd_snap_db_save_total_duration_seconds",
                "The total latency distributions of v3 snapshot save",
                images.taken());
        page.durations(
                "etcd_snap_db_fsync_duration_seconds",
                "The latency distributions of fsyncing .snap.db file",
                images.syncs());
        page.durations(
                "etcd_snap_fsync_duration_seconds",
                "The latency distributions of fsync called by snap.",
                replica.metrics().syncs());
    }

    private void slowness(Page page) {
        page.counter(
                "etcd_server_slow_apply_total",
                "The total number of slow apply requests (likely overloaded from slow disk).",
                () -> replica.metrics().applying().slow());
        page.counter(
                "etcd_server_slow_read_indexes_total",
                "The total number of pending read indexes not in sync with leader's or timed out"
                        + " read index requests.",
                () -> replica.metrics().reads().slow());
        page.counter(
                "etcd_server_read_indexes_failed_total",
                "The total number of failed read indexes seen.",
                () -> replica.metrics().reads().failed());
    }
}
