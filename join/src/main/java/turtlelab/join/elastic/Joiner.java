package turtlelab.join.elastic;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import turtlelab.join.base.Clock;
import turtlelab.join.base.Reason;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.Member;
import turtlelab.join.cluster.PlainText;
import turtlelab.join.cluster.Probe;
import turtlelab.join.elastic.JoinResult.Kind;
import turtlelab.join.elastic.JoinResult.Refused;
import turtlelab.join.elastic.Source.Listed;
import turtlelab.join.registry.RegistryRefused;
import turtlelab.join.srv.DnsFailure;

/**
 * Finds out how a node must start: found a cluster, go on, or join a running one; and for the last
 * makes the entry it needs. After elastic-etcd, with its defects mended: what it reads about
 * members it reads from members, and every change asks the guard.
 */
public final class Joiner {
    private static final Duration ELECTION = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Source source;
    private final JoinRequest request;
    private final Clock clock;
    private final Journal journal;

    public Joiner(Source source, JoinRequest request, Clock clock, Journal journal) {
        this.source = source;
        this.request = request;
        this.clock = clock;
        this.journal = journal;
    }

    /** Does it all; blocks on the network, within limits. */
    public JoinResult run() throws InterruptedException {
        try {
            return decide();
        } catch (IOException e) {
            return new Refused(Kind.DOWN, source.where() + ": " + Reason.of(e));
        } catch (RegistryRefused | DnsFailure | ClusterRefused e) {
            return new Refused(Kind.DOWN, source.where() + ": " + e.getMessage());
        }
    }

    private JoinResult decide()
            throws IOException, RegistryRefused, DnsFailure, ClusterRefused, InterruptedException {
        var size = sizeOfSource();
        var listed = source.list(journal);
        journal.note(
                "%s lists %d member%s%s"
                        .formatted(
                                source.where(),
                                listed.size(),
                                listed.size() == 1 ? "" : "s",
                                size.isPresent() ? " of " + size.getAsInt() : ""));
        var scout = new Scout(request.limits(), journal);
        var sighting = scout.look(listed);
        if (sighting.clusters().size() > 1) {
            return new Refused(Kind.USAGE, split(sighting));
        }
        var phase = phase(listed, size, !sighting.active().isEmpty());
        journal.note("decision: " + told(phase, listed, size, sighting));
        if (phase == Phase.FOUNDING) {
            return new JoinResult.Found(request.own().peerUrls());
        }
        var active = awaitLeader(scout, listed, sighting);
        if (active.isEmpty()) {
            return request.own().fresh()
                    ? new Refused(Kind.DOWN, nobody(source.where(), listed))
                    : new JoinResult.Resume();
        }
        return join(new Cluster(active, request.limits().probe()), size);
    }

    private static String nobody(String where, List<Listed> listed) {
        var urls =
                listed.stream()
                        .flatMap(
                                it ->
                                        Stream.concat(
                                                it.peerUrls().stream(), it.clientUrls().stream()));
        var secure = urls.filter(PlainText::isSecure).findFirst();
        return secure.isPresent()
                ? "no member can be asked in plain text, and %s: %s. A new node cannot join now."
                        .formatted(secure.get(), PlainText.NO_TLS)
                : ("Cluster is down. A new node cannot join now. Nobody who knows a leader"
                                + " answers behind %s: start the members there")
                        .formatted(where);
    }

    /** Members may name a leader for a moment after the quorum is lost: then nothing is decided. */
    private JoinResult join(Cluster cluster, OptionalInt size) throws InterruptedException {
        try {
            return request.own().fresh()
                    ? new Newcomer(cluster, source, request, clock, journal).join(room(size))
                    : new Returner(cluster, source, request, journal).rejoin();
        } catch (IOException e) {
            return undecided(Reason.of(e));
        } catch (ClusterRefused e) {
            return undecided(String.valueOf(e.getMessage()));
        }
    }

    private static JoinResult undecided(String why) {
        return new Refused(
                Kind.DOWN,
                "Cluster decides nothing (%s). A new node cannot join now.".formatted(why));
    }

    private OptionalInt sizeOfSource() throws IOException, RegistryRefused {
        try {
            return source.size();
        } catch (RegistryRefused e) {
            if (request.limits().clusterSize() == JoinRequest.SIZE_OF_URL) {
                throw new RegistryRefused(e.getMessage() + "; --cluster-size says it instead");
            }
            journal.warn(e.getMessage() + ": going by --cluster-size");
            return OptionalInt.empty();
        }
    }

    private Phase phase(List<Listed> listed, OptionalInt size, boolean anyActive) {
        if (size.isPresent()) {
            return Phase.of(listed.size(), size.getAsInt(), anyActive);
        }
        var limit = request.limits().clusterSize();
        if (!source.founds()) {
            return Phase.EXISTING;
        }
        return limit > 0
                ? Phase.of(listed.size(), limit, anyActive)
                : anyActive ? Phase.EXISTING : Phase.FOUNDING;
    }

    /** How many members there may be: an override limits, it does not decide the phase. */
    private int room(OptionalInt size) {
        return switch (request.limits().clusterSize()) {
            case JoinRequest.SIZE_OF_URL -> size.orElse(Integer.MAX_VALUE);
            case JoinRequest.ANY_SIZE -> Integer.MAX_VALUE;
            default -> request.limits().clusterSize();
        };
    }

    private String told(Phase phase, List<Listed> listed, OptionalInt size, Scout.Sighting seen) {
        var active = seen.active().size();
        return switch (phase) {
            case FOUNDING ->
                    "new: %d listed%s, %d of them active: found the cluster with the others"
                            .formatted(listed.size(), ofSize(size), active);
            case EXISTING ->
                    "existing: %d listed%s, %d of them active"
                            .formatted(listed.size(), ofSize(size), active);
        };
    }

    private static String ofSize(OptionalInt size) {
        return size.isPresent() ? " of " + size.getAsInt() : "";
    }

    private String split(Scout.Sighting sighting) {
        return "%s leads to %d clusters (%s): a node was started too early or points elsewhere"
                .formatted(
                        source.where(),
                        sighting.clusters().size(),
                        sighting.clusters().stream()
                                .map(Long::toHexString)
                                .collect(Collectors.joining(", ")));
    }

    /** Members that answer without a leader may be electing one. */
    private List<String> awaitLeader(Scout scout, List<Listed> listed, Scout.Sighting first)
            throws InterruptedException {
        var sighting = first;
        var begin = clock.nanos();
        while (sighting.active().isEmpty()
                && sighting.leaderless()
                && clock.since(begin).compareTo(ELECTION) < 0) {
            clock.pause(PAUSE);
            sighting = scout.look(listed);
        }
        return sighting.active();
    }

    /** All members as a list of first members, the newcomer under its own name. */
    static String initialCluster(List<Member> members, long self, JoinRequest.Own own) {
        return members.stream()
                .map(
                        member ->
                                member.id() == self
                                        ? new Member(
                                                        self,
                                                        own.name(),
                                                        member.peerUrls(),
                                                        List.of(),
                                                        member.learner())
                                                .entry(own.name())
                                        : member.entry(member.hex()))
                .collect(Collectors.joining(","));
    }

    static Probe probe(JoinRequest request, Clock clock) {
        return new Probe(clock, request.limits().probe());
    }
}
