package turtlelab.node.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import turtlelab.node.base.HttpUrl;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.MemberIds;
import turtlelab.node.base.UrlSet;
import turtlelab.node.consensus.Peer;
import turtlelab.node.discovery.BootstrapDecision.Found;
import turtlelab.node.discovery.BootstrapDecision.Join;
import turtlelab.node.discovery.BootstrapDecision.Refused;
import turtlelab.node.discovery.BootstrapDecision.Restart;
import turtlelab.node.discovery.RemoteCluster.Picture;
import turtlelab.node.state.MemberTable.MemberInfo;

/**
 * Decides how a node may start, with etcd's checks in etcd's order. Pure but for the two ports it
 * asks: running members, and the resolver.
 */
public final class Bootstrap {
    private final RemoteCluster remote;
    private final UrlComparison comparison;

    public Bootstrap(RemoteCluster remote, UrlComparison comparison) {
        this.remote = remote;
        this.comparison = comparison;
    }

    /**
     * The decision.
     *
     * @param stored who this node was when it started before; then nothing else counts
     */
    public BootstrapDecision decide(BootstrapFlags flags, Optional<Identity> stored) {
        if (stored.isPresent()) {
            return new Restart(stored.get());
        }
        InitialCluster cluster;
        try {
            cluster = InitialCluster.parse(flags.list().text());
        } catch (IllegalArgumentException e) {
            return new Refused("error setting up initial cluster: " + e.getMessage());
        }
        var own = cluster.find(flags.name()).orElse(null);
        if (own == null) {
            return new Refused(
                    "couldn't find local name \""
                            + flags.name()
                            + "\" in the initial cluster configuration");
        }
        if (flags.existing()) {
            return cluster.hasDuplicateUrl() ? duplicate(cluster) : join(flags, cluster);
        }
        var difference = comparison.difference(flags.advertisedPeerUrls(), own);
        if (difference.isPresent()) {
            return new Refused(missing(flags, own, difference.get()));
        }
        return cluster.hasDuplicateUrl() ? duplicate(cluster) : found(flags, cluster);
    }

    private static Refused duplicate(InitialCluster cluster) {
        return new Refused("initial cluster " + cluster + " has duplicate url");
    }

    private static String missing(BootstrapFlags flags, UrlSet own, String difference) {
        var advertised = flags.advertisedPeerUrls().texts();
        var listed = new ArrayList<>(own.texts());
        listed.removeAll(advertised);
        if (listed.isEmpty()) {
            var forgotten = new ArrayList<>(advertised);
            forgotten.removeAll(own.texts());
            return "--initial-advertise-peer-urls has %s but missing from --initial-cluster=%s (%s)"
                    .formatted(
                            String.join(",", forgotten),
                            named(flags.name(), own.texts()),
                            difference);
        }
        return "--initial-cluster has %s but missing from --initial-advertise-peer-urls=%s (%s)"
                .formatted(named(flags.name(), listed), String.join(",", advertised), difference);
    }

    private static String named(String name, List<String> urls) {
        return String.join(",", urls.stream().map(url -> name + "=" + url).toList());
    }

    private BootstrapDecision found(BootstrapFlags flags, InitialCluster cluster) {
        var ids = new HashMap<String, MemberId>();
        var founders = new ArrayList<Peer>();
        cluster.members()
                .forEach(
                        (name, urls) -> {
                            var id = MemberIds.forBootstrap(urls, flags.list().token());
                            ids.put(name, id);
                            founders.add(new Peer(id, urls.texts(), false));
                        });
        founders.sort((a, b) -> a.id().compareTo(b.id()));
        var self = ids.getOrDefault(flags.name(), MemberId.NONE);
        var known = remote.ask(others(flags, cluster)).flatMap(picture -> picture.find(self));
        if (known.filter(member -> !member.clientUrls().isEmpty()).isPresent()) {
            return new Refused(alreadyBootstrapped(self, flags));
        }
        var id = MemberIds.cluster(ids.values());
        return new Found(new Identity(id, self, flags.name(), founders));
    }

    /** Rule 18: a wiped node may not vote as if it remembered. */
    private static String alreadyBootstrapped(MemberId self, BootstrapFlags flags) {
        return """
        member %1$s has already been bootstrapped
        The cluster knows this member as started, but its data dir is empty here: it has \
        forgotten its votes and may not take part as if it remembered them. To bring it back as \
        a new member, run at another member
          etcdctl member remove %1$s
          etcdctl member add %2$s --peer-urls=%3$s
        and start it again with --initial-cluster-state existing.\
        """
                .formatted(self.hex(), flags.name(), flags.advertisedPeerUrls());
    }

    private BootstrapDecision join(BootstrapFlags flags, InitialCluster cluster) {
        var picture = remote.ask(others(flags, cluster)).orElse(null);
        if (picture == null) {
            return new Refused(
                    "cannot fetch cluster info from peer urls: could not retrieve cluster"
                            + " information from the given URLs");
        }
        var names = new HashMap<MemberId, String>();
        var mismatch = match(picture, cluster, names);
        if (mismatch.isPresent()) {
            return new Refused("error validating peerURLs " + picture + ": " + mismatch.get());
        }
        return picture.members().stream()
                .filter(member -> flags.name().equals(names.get(member.id())))
                .findFirst()
                .map(member -> join(flags, picture, member))
                .orElseGet(
                        () ->
                                new Refused(
                                        "error validating peerURLs "
                                                + picture
                                                + ": no member has the peer URLs of "
                                                + flags.name()));
    }

    private static BootstrapDecision join(BootstrapFlags flags, Picture picture, MemberInfo self) {
        for (var other : picture.members()) {
            if (!other.id().equals(self.id()) && other.name().equals(flags.name())) {
                return new Refused(nameTaken(flags.name(), other.id()));
            }
        }
        return self.clientUrls().isEmpty()
                ? new Join(new Identity(picture.cluster(), self.id(), flags.name(), List.of()))
                : new Refused(alreadyBootstrapped(self.id(), flags));
    }

    /** Two of one name would be merged by every list that names members. */
    private static String nameTaken(String name, MemberId other) {
        return ("the name %1$s belongs to member %2$s: start with another --name, or run at another"
                        + " member first `etcdctl member remove %2$s`")
                .formatted(name, other.hex());
    }

    /** Gives every running member its name in the list; members are known by their URLs alone. */
    private Optional<String> match(
            Picture picture, InitialCluster cluster, Map<MemberId, String> names) {
        if (picture.members().size() != cluster.members().size()) {
            return Optional.of("member count is unequal");
        }
        for (var member : picture.members()) {
            var difference = match(member, cluster, names);
            if (difference.isPresent()) {
                return Optional.of(
                        ("PeerURLs: no match found for existing member (%s, [%s]),"
                                        + " last resolver error (%s)")
                                .formatted(
                                        member.id().hex(),
                                        String.join(" ", member.peerUrls()),
                                        difference.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> match(
            MemberInfo member, InitialCluster cluster, Map<MemberId, String> names) {
        var urls = UrlSet.of(member.peerUrls());
        var last = Optional.<String>empty();
        for (var listed : cluster.members().entrySet()) {
            last = comparison.difference(urls, listed.getValue());
            if (last.isEmpty()) {
                names.put(member.id(), listed.getKey());
                return last;
            }
        }
        return last;
    }

    private static List<HttpUrl> others(BootstrapFlags flags, InitialCluster cluster) {
        return cluster.members().entrySet().stream()
                .filter(member -> !member.getKey().equals(flags.name()))
                .flatMap(member -> member.getValue().urls().stream())
                .toList();
    }
}
