package turtlelab.node.consensus.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Message.SnapshotChunk;
import turtlelab.node.consensus.SnapshotReader;

/** One snapshot on its way to one follower: offered, then streamed with a small window. */
final class SnapshotSending {
    private static final int RESEND_HEARTBEATS = 5;
    private static final int GIVE_UP_ELECTIONS = 10;

    private final EngineConfig config;
    private final Consumer<Message> send;
    private final Consumer<SnapshotWork.Task> work;
    private final Route route;
    private final SnapshotReader reader;
    private final Deque<SnapshotChunk> unanswered = new ArrayDeque<>();
    private long size;
    private long acknowledged;
    private boolean behind;
    private boolean wanted;
    private boolean reading;
    private boolean complete;
    private int budget;
    private int quietTicks;
    private int ticksSinceSent;

    SnapshotSending(EngineConfig config, EnginePorts ports, Route route, SnapshotReader reader) {
        this.config = config;
        this.send = message -> ports.transport().send(message.to(), message);
        this.work = ports.snapshots();
        this.route = route;
        this.reader = reader;
        this.budget = config.snapshotBytesPerTick();
        offer();
    }

    /** From whom to whom, in which term, under which number. */
    record Route(MemberId from, MemberId to, long term, long transfer) {}

    MemberId to() {
        return route.to();
    }

    long index() {
        return reader.mark().index();
    }

    /**
     * The follower has so much. Less than it had is old news, or it was restarted and lost what it
     * had: then it asks for pieces that are gone here, and only another snapshot helps.
     */
    void answered(long received) {
        wanted = true;
        behind = received < acknowledged;
        if (!behind) {
            acknowledged = received;
            quietTicks = 0;
        }
        while (!unanswered.isEmpty() && answers(received, unanswered.getFirst())) {
            unanswered.removeFirst();
        }
        readMore();
    }

    void read(Bytes data, boolean last) {
        reading = false;
        complete = last;
        var crc = new CRC32C();
        crc.update(data.raw(), 0, data.length());
        var chunk =
                new SnapshotChunk(
                        route.from(),
                        route.to(),
                        route.term(),
                        route.transfer(),
                        size,
                        data,
                        (int) crc.getValue(),
                        last);
        size += data.length();
        budget -= data.length();
        unanswered.addLast(chunk);
        ticksSinceSent = 0;
        send.accept(chunk);
        readMore();
    }

    /** Repeats what may be lost; false when the follower has been silent or behind for too long. */
    boolean tick() {
        budget = config.snapshotBytesPerTick();
        var raft = config.raft();
        int patience = behind ? 1 : GIVE_UP_ELECTIONS;
        if (++quietTicks > patience * raft.electionTicks()) {
            return false;
        }
        if (++ticksSinceSent >= RESEND_HEARTBEATS * raft.heartbeatTicks()) {
            ticksSinceSent = 0;
            resend();
        }
        readMore();
        return true;
    }

    void close() {
        work.accept(new SnapshotWork.Task.CloseReader(route.transfer(), reader));
    }

    private void resend() {
        if (wanted && !unanswered.isEmpty()) {
            unanswered.forEach(send);
        } else {
            offer();
        }
    }

    private void offer() {
        send.accept(
                new Message.SnapshotOffer(
                        route.from(), route.to(), route.term(), route.transfer(), reader.mark()));
    }

    private void readMore() {
        if (wanted
                && !reading
                && !complete
                && budget > 0
                && unanswered.size() < config.chunksInFlight()) {
            reading = true;
            work.accept(new SnapshotWork.Task.Read(route.transfer(), reader));
        }
    }

    /** An empty last piece adds no byte: only the installation shows that it came. */
    private static boolean answers(long received, SnapshotChunk chunk) {
        long end = chunk.offset() + chunk.data().length();
        return end <= received && !(chunk.last() && chunk.data().isEmpty());
    }
}
