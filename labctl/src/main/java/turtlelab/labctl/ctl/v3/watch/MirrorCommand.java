package turtlelab.labctl.ctl.v3.watch;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.WatchResponse;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.Clusters;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.ctl.v3.KeyRange;
import turtlelab.labctl.exec.Time;

/**
 * {@code make-mirror}: copies keys to another cluster as they are at one revision, and then every
 * change, a transaction for each revision, until it is interrupted or one of both fails it.
 */
public final class MirrorCommand {

    private static final int PAGE = 1000;

    /** As many operations as a transaction may have. */
    private static final int MOST = 128;

    private static final Duration TELLING = Duration.ofSeconds(30);

    private final Clusters source;
    private final Function<String, Clusters> opener;
    private final PrintStream out;
    private final Time time;
    private final AtomicLong copied = new AtomicLong();

    /**
     * The command.
     *
     * @param opener makes connections to the cluster at one endpoint
     * @param out is told now and then how many changes were copied
     */
    public MirrorCommand(
            Clusters source, Function<String, Clusters> opener, PrintStream out, Time time) {
        this.source = source;
        this.opener = opener;
        this.out = out;
        this.time = time;
    }

    /** Mirrors. */
    public void run(Flags flags) throws CallFailed, InterruptedException {
        if (flags.words().size() != 1) {
            throw Failures.badArguments("make-mirror takes one destination argument");
        }
        var teller = Thread.ofVirtual().name("mirrored").start(this::tell);
        try (var destination = opener.apply(flags.words().getFirst()).limited()) {
            var copy = Copy.of(flags, destination);
            long revision = copyAll(copy);
            new Following(
                            source,
                            time,
                            Wanted.changes(copy.range(), revision),
                            (answer, whyEnded) -> follow(copy, answer, whyEnded))
                    .run();
        } finally {
            teller.interrupt();
        }
    }

    private void tell() {
        try {
            while (true) {
                time.pause(TELLING);
                out.println(copied.get());
            }
        } catch (InterruptedException _) { // the mirror is no longer made
            return;
        }
    }

    /** Copies what is there, in pages of one revision, which it returns. */
    private long copyAll(Copy copy) throws CallFailed {
        var range = copy.range();
        var request = RangeRequest.newBuilder().setKey(range.from()).setRangeEnd(range.end());
        request.setLimit(PAGE);
        try (var cluster = source.patient()) {
            while (true) {
                var asked = request.build();
                var page = cluster.read(channel -> KVGrpc.newBlockingStub(channel).range(asked));
                for (var pair : page.getKvsList()) {
                    copy.put(pair);
                    copied.incrementAndGet();
                }
                if (request.getRevision() == 0) {
                    request.setRevision(page.getHeader().getRevision());
                }
                if (!page.getMore()) {
                    return request.getRevision();
                }
                var last = page.getKvs(page.getKvsCount() - 1).getKey();
                request.setKey(last.concat(ByteString.copyFrom(new byte[] {0})));
            }
        }
    }

    private void follow(Copy copy, WatchResponse answer, String whyEnded) {
        if (!whyEnded.isEmpty()) {
            throw new CtlFailure(Failures.FAILED, "Error: " + whyEnded);
        }
        try {
            copy.repeat(answer.getEventsList());
            copied.addAndGet(answer.getEventsCount());
        } catch (CallFailed e) {
            throw Failures.of(e, copy.destination());
        }
    }

    /** Where keys go, and under which names. */
    private record Copy(ByteString prefix, ByteString instead, GrpcCluster destination) {

        static Copy of(Flags flags, GrpcCluster destination) {
            var prefix = flags.text("prefix", "");
            var instead = flags.text("dest-prefix", "");
            boolean isCut = flags.isOn("no-dest-prefix");
            if (isCut && !instead.isEmpty()) {
                throw Failures.badArguments(
                        "`--dest-prefix` and `--no-dest-prefix` cannot be set at the same time,"
                                + " choose one");
            }
            var kept = instead.isEmpty() && !isCut ? prefix : instead;
            return new Copy(
                    ByteString.copyFromUtf8(prefix), ByteString.copyFromUtf8(kept), destination);
        }

        KeyRange range() {
            return KeyRange.prefix(prefix);
        }

        private ByteString renamed(ByteString key) {
            return instead.concat(key.substring(prefix.size()));
        }

        private PutRequest request(KeyValue pair) {
            return PutRequest.newBuilder()
                    .setKey(renamed(pair.getKey()))
                    .setValue(pair.getValue())
                    .build();
        }

        void put(KeyValue pair) throws CallFailed {
            var request = request(pair);
            destination.write(channel -> KVGrpc.newBlockingStub(channel).put(request));
        }

        /** Repeats changes: those of one revision together, unless they are too many. */
        void repeat(List<Event> events) throws CallFailed {
            var together = new ArrayList<RequestOp>();
            long revision = 0;
            for (var event : events) {
                boolean isNew = event.getKv().getModRevision() != revision;
                if (!together.isEmpty() && (isNew || together.size() == MOST)) {
                    commit(together);
                    together.clear();
                }
                revision = event.getKv().getModRevision();
                together.add(operation(event));
            }
            if (!together.isEmpty()) {
                commit(together);
            }
        }

        private RequestOp operation(Event event) {
            var pair = event.getKv();
            if (event.getType() == Event.EventType.DELETE) {
                var delete = DeleteRangeRequest.newBuilder().setKey(renamed(pair.getKey()));
                return RequestOp.newBuilder().setRequestDeleteRange(delete).build();
            }
            return RequestOp.newBuilder().setRequestPut(request(pair)).build();
        }

        private void commit(List<RequestOp> operations) throws CallFailed {
            var txn = TxnRequest.newBuilder().addAllSuccess(operations).build();
            destination.write(channel -> KVGrpc.newBlockingStub(channel).txn(txn));
        }
    }
}
