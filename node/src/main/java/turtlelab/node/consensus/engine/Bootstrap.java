package turtlelab.node.consensus.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.log.LogStore;
import turtlelab.node.consensus.wire.ChangeCodec;

/** The first entries of a cluster, the same on every first member, as etcd writes them. */
public final class Bootstrap {
    private static final long FIRST_TERM = 1;

    private Bootstrap() {}

    /**
     * One added voter per entry, ascending by identity, all in term 1.
     *
     * @param context what the layer above wants to find with each member
     */
    public static List<Entry> entries(Collection<Peer> peers, Function<Peer, Bytes> context) {
        var entries = new ArrayList<Entry>();
        for (var peer : peers.stream().sorted(Comparator.comparing(Peer::id)).toList()) {
            var add = new MembershipChange.AddVoter(peer.id(), peer.peerUrls());
            var data = ChangeCodec.encode(add, context.apply(peer));
            entries.add(new Entry(entries.size() + 1, FIRST_TERM, EntryKind.MEMBERSHIP, data));
        }
        return entries;
    }

    /** Entries without context. */
    public static List<Entry> entries(Collection<Peer> peers) {
        return entries(peers, _ -> Bytes.EMPTY);
    }

    /** All of them are committed from the start. */
    public static HardState hardState(List<Entry> entries) {
        return new HardState(FIRST_TERM, MemberId.NONE, entries.size());
    }

    /** Writes the first entries into an empty log, before the node starts on it. */
    public static void write(LogStore store, List<Entry> entries) throws IOException {
        store.append(hardState(entries), entries);
        store.sync();
    }
}
