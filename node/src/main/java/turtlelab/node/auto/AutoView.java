package turtlelab.node.auto;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.auto.Lookout.Sight;
import turtlelab.join.auto.Seat;
import turtlelab.join.auto.Stored;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Status;
import turtlelab.node.consensus.Status.PeerProgress;
import turtlelab.node.state.MemberTable.MemberInfo;
import turtlelab.node.state.StateView;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.KeyValue;
import turtlelab.node.state.kv.KvAnswer;
import turtlelab.node.state.kv.KvResult;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.kv.RangeOptions;

/** What this member's state and consensus say about keys and members. */
record AutoView(StateView state, Status status) {
    private static final double IN_SYNC = 0.9;

    /** All keys of automatic clustering. */
    List<Stored> keys() {
        var keys = new ArrayList<Stored>();
        for (var prefix : List.of(AutoKeys.MGMT, AutoKeys.OWN)) {
            keys.addAll(under(prefix));
        }
        return keys;
    }

    private List<Stored> under(String prefix) {
        var range = new KeyRange(Bytes.utf8(prefix), Bytes.wrap(behind(prefix)));
        return switch (state.kv().range(new Operation.Range(range, RangeOptions.ALL))) {
            case KvAnswer.Answered(KvResult.Ranged(var found, _, _, _)) ->
                    found.stream().map(AutoView::stored).toList();
            case KvAnswer.Answered _, KvAnswer.Refused _ -> List.of();
        };
    }

    private static Stored stored(KeyValue key) {
        return new Stored(
                key.key().utf8(), key.value().utf8(), key.createRevision(), key.modRevision());
    }

    /** The first key that no longer has the prefix. */
    private static byte[] behind(String prefix) {
        var end = prefix.getBytes(StandardCharsets.UTF_8);
        end[end.length - 1]++;
        return end;
    }

    /** All members, as this one sees them while it leads. */
    List<Sight> members() {
        return state.members().list().stream().map(this::sight).toList();
    }

    private Sight sight(MemberInfo member) {
        var progress = status.progress();
        var self = member.id().equals(status.self());
        return new Sight(
                member.id().value(),
                member.peerUrls(),
                self ? Seat.Kind.LEADER : member.learner() ? Seat.Kind.LEARNER : Seat.Kind.FOLLOWER,
                member.started(),
                self || isHeard(progress, member.id()),
                self || isCaughtUp(progress, member.id()));
    }

    /** A new leader takes everybody for active at first; only an answer in its own term counts. */
    private static boolean isHeard(Map<MemberId, PeerProgress> progress, MemberId id) {
        var peer = progress.get(id);
        return peer != null && peer.recentlyActive() && peer.matchIndex() > 0;
    }

    private boolean isCaughtUp(Map<MemberId, PeerProgress> progress, MemberId id) {
        var peer = progress.get(id);
        return peer != null
                && peer.matchIndex() > 0
                && peer.matchIndex() >= status.lastIndex() * IN_SYNC;
    }
}
