package turtlelab.node.consensus.engine;

import java.util.function.Consumer;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Consensus.ReadAnswer;
import turtlelab.node.consensus.Consensus.TransferAnswer;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.SnapshotReader;
import turtlelab.node.consensus.SnapshotWriter;

/** What reaches the {@link EngineLoop}: from outside, or from work that it gave away. */
public sealed interface Event {
    Event TICK = new Tick();

    record Tick() implements Event {}

    record Arrived(Message message) implements Event {}

    record Unreachable(MemberId member) implements Event {}

    record Propose(Bytes command, Consumer<Refusal> refused) implements Event {}

    /**
     * @param term 0, or the only one in which it may be taken
     */
    record ProposeChange(
            MembershipChange change, Bytes context, long term, Consumer<Refusal> refused)
            implements Event {}

    record AskRead(ReadAnswer answer) implements Event {}

    record AskTransfer(MemberId to, TransferAnswer answer) implements Event {}

    /** Disk tasks up to the number are synced. */
    record Persisted(long task) implements Event {}

    /**
     * @param durable the state is on disk up to here
     */
    record Applied(long upTo, Membership membership, long durable) implements Event {}

    /** A snapshot to be sent was captured. */
    record Captured(long transfer, SnapshotReader reader) implements Event {}

    /** The next piece of a snapshot to be sent. */
    record ChunkRead(long transfer, Bytes data, boolean last) implements Event {}

    /** A snapshot may come in. */
    record Opened(long transfer, SnapshotWriter writer) implements Event {}

    /** A piece was written; the snapshot has so many bytes now. */
    record ChunkWritten(long transfer, long size, boolean last) implements Event {}

    /** The state equals the snapshot, or had already passed it. */
    record Installed(long transfer, SnapshotMark mark) implements Event {}

    /** A snapshot could not be read, written or installed. */
    record TransferFailed(long transfer, String reason) implements Event {}
}
