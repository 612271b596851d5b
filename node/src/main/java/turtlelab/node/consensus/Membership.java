package turtlelab.node.consensus;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import turtlelab.node.base.MemberId;

/**
 * Who belongs to the cluster as of one applied index: members by identity, ascending, and the
 * identities that were removed and may never return. Immutable; {@link #after} gives the next one.
 */
public record Membership(SortedMap<MemberId, Peer> members, Set<MemberId> removed) {
    public static final Membership EMPTY = new Membership(new TreeMap<>(), Set.of());

    public Membership {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        removed = Set.copyOf(removed);
    }

    public Collection<Peer> peers() {
        return members.values();
    }

    /** Identities that count in the quorum, ascending. */
    public List<MemberId> voters() {
        return members.values().stream().filter(Peer::voter).map(Peer::id).toList();
    }

    public List<MemberId> learners() {
        return members.values().stream().filter(Peer::learner).map(Peer::id).toList();
    }

    public boolean contains(MemberId id) {
        return members.containsKey(id);
    }

    public boolean isVoter(MemberId id) {
        var peer = members.get(id);
        return peer != null && peer.voter();
    }

    public Optional<Peer> find(MemberId id) {
        return Optional.ofNullable(members.get(id));
    }

    /** Why the change cannot be made to this membership; empty when it can. */
    public Optional<ChangeRefusal> refusal(MembershipChange change) {
        return switch (change) {
            case MembershipChange.AddVoter(var id, var urls) -> refuseAdd(id, urls);
            case MembershipChange.AddLearner(var id, var urls) -> refuseAdd(id, urls);
            case MembershipChange.Promote(var id) -> refusePromote(id);
            case MembershipChange.Update(var id, var urls) ->
                    contains(id) ? refuseUrls(id, urls) : Optional.of(absence(id));
            case MembershipChange.Remove(var id) ->
                    contains(id) ? Optional.empty() : Optional.of(absence(id));
        };
    }

    /** The membership with the change made. The change must not be {@link #refusal refused}. */
    public Membership after(MembershipChange change) {
        var next = new TreeMap<>(members);
        var gone = new HashSet<>(removed);
        switch (change) {
            case MembershipChange.AddVoter(var id, var urls) ->
                    next.put(id, new Peer(id, urls, false));
            case MembershipChange.AddLearner(var id, var urls) ->
                    next.put(id, new Peer(id, urls, true));
            case MembershipChange.Promote(var id) ->
                    next.computeIfPresent(id, (_, peer) -> new Peer(id, peer.peerUrls(), false));
            case MembershipChange.Update(var id, var urls) ->
                    next.computeIfPresent(id, (_, peer) -> new Peer(id, urls, peer.learner()));
            case MembershipChange.Remove(var id) -> {
                next.remove(id);
                gone.add(id);
            }
        }
        return new Membership(next, gone);
    }

    private Optional<ChangeRefusal> refuseAdd(MemberId id, List<String> urls) {
        if (removed.contains(id)) {
            return Optional.of(ChangeRefusal.MEMBER_REMOVED);
        }
        return contains(id) ? Optional.of(ChangeRefusal.MEMBER_EXISTS) : refuseUrls(id, urls);
    }

    private Optional<ChangeRefusal> refusePromote(MemberId id) {
        var peer = members.get(id);
        if (peer == null) {
            return Optional.of(absence(id));
        }
        return peer.learner() ? Optional.empty() : Optional.of(ChangeRefusal.NOT_A_LEARNER);
    }

    private Optional<ChangeRefusal> refuseUrls(MemberId id, List<String> urls) {
        var taken =
                members.values().stream()
                        .filter(peer -> !peer.id().equals(id))
                        .anyMatch(peer -> !Collections.disjoint(peer.peerUrls(), urls));
        return taken ? Optional.of(ChangeRefusal.PEER_URL_EXISTS) : Optional.empty();
    }

    private ChangeRefusal absence(MemberId id) {
        return removed.contains(id) ? ChangeRefusal.MEMBER_REMOVED : ChangeRefusal.MEMBER_NOT_FOUND;
    }
}
