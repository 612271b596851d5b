package turtlelab.labctl.ctl.v3.check;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.DefragmentRequest;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.RangeRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.Clusters;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.print.GoText;
import turtlelab.labctl.ctl.process.OrderlyEnd;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.ctl.v3.KeyRange;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/**
 * {@code check perf} and {@code check datascale}: write under a prefix that must be empty, judge,
 * and take away what they wrote, also when interrupted.
 */
public final class CheckCommands {

    private static final int HAS_KEYS = 3;
    private static final double MEGABYTE = 1024.0 * 1024;

    private final Clusters clusters;
    private final Streams streams;
    private final Time time;
    private final ResidentMemory memory;

    public CheckCommands(Clusters clusters, Streams streams, Time time) {
        this.clusters = clusters;
        this.streams = streams;
        this.time = time;
        this.memory = new ResidentMemory(streams.out());
    }

    /** Whether the cluster takes so many writes a second. */
    public void perf(Flags flags) throws CallFailed, InterruptedException {
        perf(flags, Load.ofRate(flags.text("load", "s")));
    }

    void perf(Flags flags, Load load) throws CallFailed, InterruptedException {
        var prefix = flags.text("prefix", "/etcdctl-check-perf/");
        refuseKeys(prefix);
        streams.err()
                .println(
                        "%d clients write, %d times a second altogether, for %d s"
                                .formatted(
                                        load.clients(), load.limit(), load.length().toSeconds()));
        OrderlyEnd.of(
                streams.err(),
                () -> {
                    long start = time.nanos();
                    var sizes = new Crowd.Sizes(prefix, 256, 1024);
                    var tally = write(flags, load, sizes, () -> 0).tally();
                    new Verdict(streams.out())
                            .of(tally, load, Duration.ofNanos(time.nanos() - start));
                });
    }

    /** How much memory the first endpoint takes for so many pairs. */
    public void datascale(Flags flags, String endpoint) throws CallFailed, InterruptedException {
        datascale(flags, endpoint, Load.ofScale(flags.text("load", "s")));
    }

    void datascale(Flags flags, String endpoint, Load load)
            throws CallFailed, InterruptedException {
        var sizes = new Crowd.Sizes(flags.text("prefix", "/etcdctl-check-datascale/"), 512, 512);
        refuseKeys(sizes.prefix());
        double before = memory.of(endpoint, "before");
        streams.out()
                .println(
                        ("Start data scale check for work load [%d key-value pairs,"
                                        + " %d bytes per key-value, %d concurrent clients].")
                                .formatted(
                                        load.limit(), sizes.key() + sizes.value(), load.clients()));
        OrderlyEnd.of(
                streams.err(),
                () -> {
                    var written = write(flags, load, sizes, () -> memory.of(endpoint, "after"));
                    new Verdict(streams.out()).tellErrors(written.tally());
                    if (!written.tally().errors().isEmpty()) {
                        throw new CtlFailure(Failures.FAILED, "");
                    }
                    streams.out()
                            .println(
                                    String.format(
                                            Locale.ROOT,
                                            "PASS: Approximate system memory used : %.2f MB.",
                                            (written.memory() - before) / MEGABYTE));
                });
    }

    private void refuseKeys(String prefix) throws CallFailed {
        var range = KeyRange.prefix(ByteString.copyFromUtf8(prefix));
        var request =
                RangeRequest.newBuilder()
                        .setKey(range.from())
                        .setRangeEnd(range.end())
                        .setLimit(1)
                        .build();
        try (var cluster = clusters.limited()) {
            var found = cluster.read(channel -> KVGrpc.newBlockingStub(channel).range(request));
            if (found.getKvsCount() > 0) {
                throw new CtlFailure(
                        HAS_KEYS,
                        "Error: prefix %s has keys. Delete with etcdctl del --prefix %s first"
                                .formatted(GoText.quoted(prefix), prefix));
            }
        }
    }

    /** What became of the writes, and the memory taken when all were there. */
    private record Written(Tally tally, double memory) {}

    private Written write(Flags flags, Load load, Crowd.Sizes sizes, DoubleSupplier memoryThen)
            throws CallFailed, InterruptedException {
        var random = RandomGenerator.getDefault();
        try {
            var tally = new Crowd(clusters, time, random, sizes).write(load);
            return new Written(tally, memoryThen.getAsDouble());
        } finally {
            boolean wasInterrupted = Thread.interrupted();
            clean(flags, sizes.prefix());
            if (wasInterrupted) Thread.currentThread().interrupt();
        }
    }

    private void clean(Flags flags, String prefix) throws CallFailed {
        var range = KeyRange.prefix(ByteString.copyFromUtf8(prefix));
        var delete = DeleteRangeRequest.newBuilder().setKey(range.from()).setRangeEnd(range.end());
        try (var cluster = clusters.patient()) {
            long revision =
                    cluster.write(
                                    channel ->
                                            KVGrpc.newBlockingStub(channel)
                                                    .deleteRange(delete.build()))
                            .getHeader()
                            .getRevision();
            if (flags.isOn("auto-compact")) {
                streams.out().println("Compacting with revision " + revision);
                var compaction =
                        CompactionRequest.newBuilder().setRevision(revision).setPhysical(true);
                cluster.write(
                        channel -> KVGrpc.newBlockingStub(channel).compact(compaction.build()));
                streams.out().println("Compacted with revision " + revision);
            }
            for (var endpoint : cluster.endpoints()) {
                if (!flags.isOn("auto-defrag")) break;
                streams.out().println("Defragmenting " + GoText.quoted(endpoint));
                cluster.askOnly(
                        endpoint,
                        channel ->
                                MaintenanceGrpc.newBlockingStub(channel)
                                        .defragment(DefragmentRequest.getDefaultInstance()));
                streams.out().println("Defragmented " + GoText.quoted(endpoint));
            }
        }
    }
}
