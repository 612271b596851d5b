package turtlelab.node.consensus.wire;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Message.SnapshotAnswer.Stage;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.SnapshotMark;

/** One message of each kind, with every field away from its default. */
final class Messages {
    private static final MemberId A = MemberId.ofHex("8e9e05c52164694d");
    private static final MemberId B = new MemberId(2);
    private static final LogPosition POSITION = new LogPosition(7, 3);

    private Messages() {}

    static List<Message> all() {
        return List.of(
                new Message.PreVoteRequest(A, B, 4, POSITION),
                new Message.PreVoteAnswer(A, B, 4, true),
                new Message.VoteRequest(A, B, 4, POSITION, true),
                new Message.VoteAnswer(A, B, 4, true),
                new Message.Append(A, B, 4, POSITION, entries(), 6),
                new Message.Append(A, B, 4, POSITION, List.of(), 6),
                new Message.AppendAccepted(A, B, 4, 11),
                new Message.AppendRefused(A, B, 4, 12, POSITION),
                new Message.Heartbeat(A, B, 4, 5, 6),
                new Message.HeartbeatAnswer(A, B, 4, 6),
                new Message.ForwardedCommands(
                        A, B, 4, -9, List.of(Bytes.utf8("x"), Bytes.EMPTY, Bytes.utf8("yz"))),
                new Message.ForwardedChange(A, B, 4, -9, changes().getFirst(), Bytes.utf8("who")),
                new Message.ForwardRefused(A, B, 4, -9, Refusal.STOPPED),
                new Message.ReadRequest(A, B, 4, -3),
                new Message.ReadAnswer(A, B, 4, -3, 8),
                new Message.TimeoutNow(A, B, 4),
                new Message.SnapshotOffer(A, B, 4, 77, new SnapshotMark(POSITION, membership())),
                new Message.SnapshotChunk(A, B, 4, 77, 1024, Bytes.utf8("image"), -5, true),
                new Message.SnapshotAnswer(A, B, 4, 77, Stage.REJECTED, 2048),
                new Message.Removed(A, B, 4));
    }

    static List<MembershipChange> changes() {
        var urls = List.of("http://10.0.0.2:2380", "http://10.0.0.3:2380");
        return List.of(
                new MembershipChange.AddVoter(A, urls),
                new MembershipChange.AddLearner(A, List.of()),
                new MembershipChange.Promote(A),
                new MembershipChange.Update(A, urls),
                new MembershipChange.Remove(A));
    }

    private static List<Entry> entries() {
        return List.of(
                new Entry(8, 3, EntryKind.EMPTY, Bytes.EMPTY),
                new Entry(9, 4, EntryKind.COMMAND, Bytes.utf8("put")),
                new Entry(10, 4, EntryKind.MEMBERSHIP, Bytes.utf8("change")));
    }

    private static Membership membership() {
        var members = new TreeMap<MemberId, Peer>();
        members.put(A, new Peer(A, List.of("http://10.0.0.2:2380"), false));
        members.put(B, new Peer(B, List.of("http://10.0.0.3:2380"), true));
        return new Membership(members, Set.of(new MemberId(9), new MemberId(-1)));
    }
}
