package turtlelab.join.elastic;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import turtlelab.join.base.Reason;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.Member;
import turtlelab.join.elastic.JoinResult.Kind;
import turtlelab.join.elastic.JoinResult.Refused;
import turtlelab.join.registry.RegistryRefused;

/**
 * A node that has data and comes back: still a member, or removed meanwhile, or moved to another
 * address, which the cluster and the source have to be told.
 */
record Returner(Cluster cluster, Source source, JoinRequest request, Journal journal) {

    JoinResult rejoin() throws IOException, ClusterRefused {
        var own = request.own();
        var members = cluster.members();
        var self = find(members, own);
        if (self.isEmpty()) {
            if (own.stored().isPresent()) {
                return new Refused(
                        Kind.USAGE,
                        ("this node was removed from the cluster: %x is no member any more. To join"
                                        + " anew, clear its data dir first")
                                .formatted(own.stored().get()));
            }
            journal.warn("no member has this node's name or URLs; going by its data dir");
            return new JoinResult.Resume();
        }
        var member = self.get();
        if (!member.peerUrls().equals(own.peerUrls())) {
            return move(member);
        }
        journal.note("a member already, with data: nothing to change");
        return joined(members, member);
    }

    private static Optional<Member> find(List<Member> members, JoinRequest.Own own) {
        if (own.stored().isPresent()) {
            return members.stream().filter(it -> it.id() == own.stored().get()).findFirst();
        }
        return members.stream()
                .filter(it -> it.peerUrls().equals(own.peerUrls()))
                .findFirst()
                .or(() -> members.stream().filter(it -> it.name().equals(own.name())).findFirst());
    }

    /** The data dir knows who it is; the cluster must know where. */
    private JoinResult move(Member member) throws IOException, ClusterRefused {
        var urls = request.own().peerUrls();
        boolean dry = request.manner().dryRun();
        journal.note(
                "%s has moved from %s to %s: %s its entry"
                        .formatted(
                                member.shown(),
                                String.join(",", member.peerUrls()),
                                String.join(",", urls),
                                dry ? "would update" : "updating"));
        if (dry) {
            var moved = moved(member, urls);
            var others = cluster.members().stream().map(it -> it.equals(member) ? moved : it);
            return joined(others.toList(), moved);
        }
        var members = cluster.update(member.id(), urls);
        try {
            source.note(member.hex(), request.own().entry());
        } catch (IOException e) {
            journal.warn("%s still has the old URLs: %s".formatted(source.where(), Reason.of(e)));
        } catch (RegistryRefused e) {
            journal.warn("%s still has the old URLs: %s".formatted(source.where(), e.getMessage()));
        }
        return joined(members.isEmpty() ? cluster.members() : members, member);
    }

    private static Member moved(Member member, List<String> urls) {
        return new Member(member.id(), member.name(), urls, member.clientUrls(), member.learner());
    }

    private JoinResult joined(List<Member> members, Member member) {
        return new JoinResult.Join(
                member.id(),
                request.own().peerUrls(),
                Joiner.initialCluster(members, member.id(), request.own()),
                member.learner());
    }
}
