package turtlelab.labctl.ctl.v3.watch;

import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchProgressRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.Clusters;
import turtlelab.labctl.exec.Time;

/**
 * One watch, followed through lost connections and elections: another member goes on behind the
 * last revision that was seen, so nothing is told twice and nothing is left out. {@link #run} is
 * for one thread; others may ask for progress.
 */
final class Following {

    private static final Duration RETRY = Duration.ofMillis(200);

    /** How long a watch waits for a leader before it gives up: longer than an election takes. */
    private static final Duration LEADERLESS = Duration.ofSeconds(10);

    private static final String NO_LEADER = "etcdserver: no leader";

    private final Clusters clusters;
    private final Time time;
    private final Wanted wanted;
    private final Sink sink;
    private final CountDownLatch opened = new CountDownLatch(1);

    private long next;
    private boolean isLeaderless;
    private long leaderlessSince;
    private boolean wasConnected;
    private volatile @Nullable BlockingClientCall<WatchRequest, WatchResponse> current;

    /** Where answers go, one after the other; while one is looked at, the next ones wait. */
    interface Sink {

        /**
         * Takes changes, or a notice of progress, or the end.
         *
         * @param whyEnded why the cluster ended the watch with this answer, empty while it goes on
         */
        void take(WatchResponse answer, String whyEnded);
    }

    Following(Clusters clusters, Time time, Wanted wanted, Sink sink) {
        this.clusters = clusters;
        this.time = time;
        this.wanted = wanted;
        this.sink = sink;
        this.next = wanted.revision();
    }

    /**
     * Follows until the cluster ends the watch.
     *
     * @throws CallFailed when nobody could be reached to begin with
     */
    void run() throws CallFailed, InterruptedException {
        try {
            for (boolean isOver = false; !isOver; ) {
                isOver = goOn();
            }
        } finally {
            opened.countDown();
        }
    }

    /** Waits until the watch has begun, or never will. */
    void awaitOpen() throws InterruptedException {
        opened.await();
    }

    /** Asks how far the watch has come; the sink hears of it. */
    void askProgress() throws InterruptedException {
        var call = current;
        if (call == null) {
            return;
        }
        var progress = WatchProgressRequest.getDefaultInstance();
        try {
            call.write(WatchRequest.newBuilder().setProgressRequest(progress).build());
        } catch (StatusException _) { // lost, and followed anew: whoever wants to know asks again
            return;
        }
    }

    /** True when the cluster has ended the watch. */
    private boolean goOn() throws CallFailed, InterruptedException {
        try (var cluster = clusters.patient()) {
            return cluster.read(this::follow);
        } catch (CallFailed failure) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return decide(failure);
        }
    }

    private boolean decide(CallFailed failure) throws CallFailed, InterruptedException {
        wasConnected |= failure.wasSent();
        if (!wasConnected) {
            throw failure;
        }
        if (!mayPass(failure.status())) {
            var end = WatchResponse.newBuilder().setCanceled(true).build();
            sink.take(end, String.valueOf(failure.status().getDescription()));
            return true;
        }
        time.pause(RETRY);
        return false;
    }

    /** Whether another try may do better. */
    private boolean mayPass(Status failure) {
        return switch (failure.getCode()) {
            case UNAVAILABLE ->
                    !NO_LEADER.equals(failure.getDescription()) || isLeaderSoonExpected();
            case INTERNAL -> true;
            default -> false;
        };
    }

    private boolean isLeaderSoonExpected() {
        if (!isLeaderless) {
            isLeaderless = true;
            leaderlessSince = time.nanos();
        }
        return time.nanos() - leaderlessSince < LEADERLESS.toNanos();
    }

    private boolean follow(Channel channel) {
        var call =
                ClientCalls.blockingBidiStreamingCall(
                        ClientInterceptors.intercept(channel, needsLeader()),
                        WatchGrpc.getWatchMethod(),
                        CallOptions.DEFAULT);
        try {
            call.write(wanted.from(next));
            current = call;
            return read(call);
        } catch (StatusException e) {
            throw e.getStatus().asRuntimeException();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Status.CANCELLED.asRuntimeException();
        } finally {
            current = null;
            call.cancel("not followed any longer", null);
        }
    }

    private static ClientInterceptor needsLeader() {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER), "true");
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private boolean read(BlockingClientCall<WatchRequest, WatchResponse> call)
            throws InterruptedException, StatusException {
        for (var answer = call.read(); answer != null; answer = call.read()) {
            wasConnected = true;
            isLeaderless = false;
            if (isEnd(answer)) {
                return true;
            }
        }
        throw Status.UNAVAILABLE.withDescription("the stream ended").asException();
    }

    private boolean isEnd(WatchResponse answer) {
        long revision = answer.getHeader().getRevision();
        if (answer.getCreated() && answer.getCanceled()) {
            sink.take(WatchResponse.newBuilder().setCanceled(true).build(), reason(answer));
            return true;
        }
        if (answer.getCreated()) {
            next = next == 0 ? revision + 1 : next;
            opened.countDown();
            return false;
        }
        if (answer.getCanceled() || answer.getCompactRevision() != 0) {
            sink.take(answer.toBuilder().setCanceled(true).build(), reason(answer));
            return true;
        }
        sink.take(answer, "");
        if (answer.getEventsCount() > 0) {
            next = answer.getEvents(answer.getEventsCount() - 1).getKv().getModRevision() + 1;
        }
        return false;
    }

    private static String reason(WatchResponse answer) {
        var reason = answer.getCancelReason();
        if (answer.getCompactRevision() != 0) {
            return "etcdserver: mvcc: required revision has been compacted";
        }
        if (reason.isEmpty()) {
            return "etcdserver: mvcc: required revision is a future revision";
        }
        boolean isPlain = answer.getCreated() || reason.startsWith("etcdserver: ");
        return isPlain ? reason : "rpc error: code = FailedPrecondition desc = " + reason;
    }
}
