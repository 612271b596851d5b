package turtlelab.node.replica.wire;

import java.util.Set;
import java.util.TreeMap;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Peer;

/** The membership as it stands beside the applied index in the state file. */
public final class MembershipCodec {
    private MembershipCodec() {}

    public static Bytes encode(Membership membership) {
        var out = new FieldWriter(256);
        out.number(membership.members().size());
        for (var peer : membership.peers()) {
            out.fixed(peer.id().value()).flag(peer.learner()).texts(peer.peerUrls());
        }
        out.number(membership.removed().size());
        membership.removed().stream().sorted().forEach(id -> out.fixed(id.value()));
        return out.finish();
    }

    /** Empty bytes stand for nobody. */
    public static Membership decode(Bytes bytes) throws MalformedCommand {
        if (bytes.isEmpty()) {
            return Membership.EMPTY;
        }
        var in = new FieldReader(bytes);
        var members = new TreeMap<MemberId, Peer>();
        for (var peer : in.list(MembershipCodec::peer)) {
            members.put(peer.id(), peer);
        }
        var removed = in.list(each -> new MemberId(each.fixed()));
        in.end();
        return new Membership(members, Set.copyOf(removed));
    }

    private static Peer peer(FieldReader in) throws MalformedCommand {
        var id = new MemberId(in.fixed());
        var learner = in.flag();
        return new Peer(id, in.texts(), learner);
    }
}
