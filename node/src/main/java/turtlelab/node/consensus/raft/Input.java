package turtlelab.node.consensus.raft;

import java.util.List;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.SnapshotMark;

/** Everything that can happen to a {@link Raft}. Requests carry an id, which answers name. */
public sealed interface Input {
    Input TICK = new Tick();

    /** A tenth of a heartbeat interval is over. */
    record Tick() implements Input {}

    record Received(Message message) implements Input {}

    /** Commands that are refused together or appended together. */
    record Proposed(long id, List<Bytes> commands) implements Input {}

    record ChangeProposed(long id, MembershipChange change, Bytes context) implements Input {}

    record ReadAsked(long id) implements Input {}

    record TransferAsked(long id, MemberId to) implements Input {}

    /** Disk tasks up to this number are done and synced. */
    record Persisted(long task) implements Input {}

    /** Entries up to the index are applied; the membership is the one in force after them. */
    record Applied(long upTo, Membership membership) implements Input {}

    /** The state equals a leader's snapshot from here on, durably. */
    record SnapshotInstalled(SnapshotMark mark) implements Input {}

    /**
     * A follower has installed a snapshot, or the attempt is over.
     *
     * @param index of the snapshot; 0 when it failed
     */
    record SnapshotSent(MemberId to, long index) implements Input {}

    /** The transport lost its connection to a member. A hint: nothing safe depends on it. */
    record PeerUnreachable(MemberId peer) implements Input {}
}
