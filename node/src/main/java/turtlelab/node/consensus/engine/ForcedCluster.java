package turtlelab.node.consensus.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.StateMachine.AppliedState;
import turtlelab.node.consensus.log.LogStore;
import turtlelab.node.consensus.wire.ChangeCodec;
import turtlelab.node.consensus.wire.MalformedMessage;

/**
 * {@code --force-new-cluster}: makes this member the only one, with the data it has, when the
 * majority of its cluster is lost for ever. Appends the removal of everybody else to the log, in a
 * term of its own and declared committed, as if this member had been elected by all.
 *
 * <p>Everything in the log counts, also what this member never heard to be committed: it may well
 * have been acknowledged by those who are lost. (etcd throws that away.)
 */
public final class ForcedCluster {
    private static final Logger LOG = LoggerFactory.getLogger(ForcedCluster.class);

    private final MemberId self;

    private ForcedCluster(MemberId self) {
        this.self = self;
    }

    /** Writes to the log what leaves this member alone; nothing when it is. Durable on return. */
    public static void force(LogStore log, AppliedState state, MemberId self) throws IOException {
        var found = log.recovered();
        var last = Math.max(found.last().index(), state.position().index());
        var term = Math.max(found.hardState().term(), state.position().term()) + 1;
        var changes = new ForcedCluster(self).changes(membership(found, state));
        if (changes.isEmpty()) {
            return;
        }
        var entries = new ArrayList<Entry>();
        for (var change : changes) {
            var data = ChangeCodec.encode(change, Bytes.EMPTY);
            entries.add(new Entry(last + 1 + entries.size(), term, EntryKind.MEMBERSHIP, data));
        }
        LOG.warn(
                "forcing a new cluster: from now on {} is its only member, all others are removed",
                self);
        if (state.position().index() > found.last().index()) {
            log.restart(state.position(), new HardState(term, self, state.position().index()));
        }
        log.append(new HardState(term, self, entries.getLast().index()), entries);
        log.sync();
    }

    private List<MembershipChange> changes(Membership membership) {
        var changes = new ArrayList<MembershipChange>();
        if (membership.contains(self) && !membership.isVoter(self)) {
            changes.add(new MembershipChange.Promote(self));
        }
        for (var peer : membership.peers()) {
            if (!peer.id().equals(self)) {
                changes.add(new MembershipChange.Remove(peer.id()));
            }
        }
        return changes;
    }

    /** As of the end of the log. */
    private static Membership membership(LogStore.Recovered found, AppliedState state)
            throws IOException {
        var membership = state.membership();
        for (var entry : found.entries()) {
            if (entry.index() > state.position().index() && entry.kind() == EntryKind.MEMBERSHIP) {
                membership = after(membership, entry);
            }
        }
        return membership;
    }

    private static Membership after(Membership membership, Entry entry) throws IOException {
        try {
            var change = ChangeCodec.decode(entry.data()).change();
            return membership.refusal(change).isPresent() ? membership : membership.after(change);
        } catch (MalformedMessage e) {
            throw new IOException("entry " + entry.index() + " of the log is no change", e);
        }
    }
}
