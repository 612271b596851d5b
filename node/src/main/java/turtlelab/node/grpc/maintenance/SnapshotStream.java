package turtlelab.node.grpc.maintenance;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.etcd.jetcd.api.SnapshotRequest;
import io.etcd.jetcd.api.SnapshotResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.grpc.EtcdError;
import turtlelab.node.grpc.stream.Caller;
import turtlelab.node.grpc.stream.Conversation;
import turtlelab.node.replica.Replica;
import turtlelab.node.storage.ImageReader;
import turtlelab.node.storage.SnapshotExport;

/**
 * The Snapshot call: an image of this member's whole state in pieces of 32 KiB, and a SHA-256 of
 * all of them as the last piece, as in etcd. Works without a quorum and on learners. Each stream
 * has a virtual thread of its own, {@code snapshot-stream}, which reads only as fast as the client
 * takes; who takes nothing for a minute is given up, since the image holds disk space.
 */
public final class SnapshotStream implements Conversation<SnapshotRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStream.class);
    private static final int PIECE_BYTES = 32 << 10;
    private static final int PATIENCE_SECONDS = 60;

    private final Replica replica;
    private final Caller<SnapshotResponse> caller;
    private final Semaphore woken = new Semaphore(0);
    private boolean asked;
    private volatile boolean over;

    public SnapshotStream(Replica replica, Caller<SnapshotResponse> caller) {
        this.replica = replica;
        this.caller = caller;
    }

    @Override
    public void request(SnapshotRequest request) {
        asked = true;
        var _ = Thread.ofVirtual().name("snapshot-stream").start(this::run);
    }

    /** No body is an empty request too, in the gateway. */
    @Override
    public void halfClosed() {
        if (!asked) {
            request(SnapshotRequest.getDefaultInstance());
        }
    }

    @Override
    public void ready() {
        woken.release();
    }

    @Override
    public void closed() {
        over = true;
        woken.release();
    }

    private void run() {
        ImageReader image;
        try {
            image = replica.upkeep().image().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            LOG.warn("no image of the state for a snapshot", e);
            caller.fail(EtcdError.TIMED_OUT);
            return;
        }
        try (var export = new SnapshotExport(image)) {
            send(export);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("a snapshot could not be read", e);
            caller.fail(EtcdError.INTERNAL);
        }
    }

    private void send(SnapshotExport export) throws InterruptedException {
        while (export.remaining() > 0) {
            if (!awaitReady()) {
                return;
            }
            var piece = ByteBuffer.allocate(PIECE_BYTES);
            export.read(piece);
            send(export.remaining(), UnsafeByteOperations.unsafeWrap(piece));
        }
        send(0, ByteString.copyFrom(export.checksum()));
        caller.end();
    }

    private void send(long remaining, ByteString blob) {
        caller.send(
                SnapshotResponse.newBuilder().setRemainingBytes(remaining).setBlob(blob).build());
    }

    /** False when nobody waits for more. */
    private boolean awaitReady() throws InterruptedException {
        while (!over && !caller.isReady()) {
            if (!woken.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                caller.fail(EtcdError.TIMED_OUT);
                return false;
            }
            woken.drainPermits();
        }
        return !over;
    }
}
