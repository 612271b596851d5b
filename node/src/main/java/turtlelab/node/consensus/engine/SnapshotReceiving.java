package turtlelab.node.consensus.engine;

import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Message.SnapshotAnswer;
import turtlelab.node.consensus.Message.SnapshotAnswer.Stage;
import turtlelab.node.consensus.Message.SnapshotChunk;
import turtlelab.node.consensus.Message.SnapshotOffer;
import turtlelab.node.consensus.SnapshotWriter;

/** One snapshot coming in: opened, written piece by piece, installed when it is whole. */
final class SnapshotReceiving {
    private final EnginePorts ports;
    private final SnapshotOffer offer;
    private @Nullable SnapshotWriter writer;
    private long taken;
    private long written;
    private boolean installing;

    SnapshotReceiving(EnginePorts ports, SnapshotOffer offer) {
        this.ports = ports;
        this.offer = offer;
        ports.snapshots().accept(new SnapshotWork.Task.Open(offer.transfer(), offer.mark()));
    }

    boolean is(long transfer) {
        return offer.transfer() == transfer;
    }

    /** Whether it is too late to make room for another snapshot. */
    boolean installing() {
        return installing;
    }

    void opened(SnapshotWriter opened) {
        writer = opened;
        answer(Stage.RECEIVING);
    }

    /** Takes the piece that comes next; tells the sender where it stands when it is another. */
    void received(SnapshotChunk chunk) {
        if (writer == null || chunk.offset() != taken || installing || damaged(chunk)) {
            answer(Stage.RECEIVING);
            return;
        }
        taken += chunk.data().length();
        installing = chunk.last();
        ports.snapshots()
                .accept(
                        new SnapshotWork.Task.Write(
                                chunk.transfer(), writer, chunk.data(), taken, chunk.last()));
    }

    void written(long size, boolean last) {
        written = size;
        answer(Stage.RECEIVING);
        if (last && writer != null) {
            ports.apply()
                    .accept(new ApplyWork.Task.Install(offer.transfer(), offer.mark(), writer));
            writer = null;
        }
    }

    /** Tells the sender how it stands. */
    void answer(Stage stage) {
        Message answer =
                new SnapshotAnswer(
                        offer.to(), offer.from(), offer.term(), offer.transfer(), stage, written);
        ports.transport().send(offer.from(), answer);
    }

    /** It will not be installed. */
    void abandon() {
        if (writer != null) {
            ports.snapshots().accept(new SnapshotWork.Task.CloseWriter(offer.transfer(), writer));
            writer = null;
        }
    }

    private static boolean damaged(SnapshotChunk chunk) {
        var crc = new CRC32C();
        crc.update(chunk.data().raw(), 0, chunk.data().length());
        return (int) crc.getValue() != chunk.crc();
    }
}
