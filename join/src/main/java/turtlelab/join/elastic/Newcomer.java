package turtlelab.join.elastic;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import turtlelab.join.base.Clock;
import turtlelab.join.base.Reason;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.Loopback;
import turtlelab.join.cluster.Member;
import turtlelab.join.cluster.Picture;
import turtlelab.join.elastic.JoinResult.Kind;
import turtlelab.join.elastic.JoinResult.Refused;
import turtlelab.join.quorum.QuorumGuard;
import turtlelab.join.quorum.Verdict;
import turtlelab.join.registry.RegistryRefused;

/**
 * A node without data that joins a running cluster: takes the entry that waits for it, or makes
 * one, after removing whom its strategy lets it remove. Holds the join lock meanwhile, and looks at
 * the members anew before every change.
 */
final class Newcomer {
    private static final Duration QUICK_JOIN = Duration.ofSeconds(30);
    private static final Duration STEALING = Duration.ofSeconds(15);
    private static final Duration REFUSED_FOR = Duration.ofSeconds(12);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** What makes room, behind elastic-etcd's words. */
    private static final String ROOM = ": raise --cluster-size, or remove a member first";

    private static final String NO_DEAD = "full cluster and no dead member" + ROOM;

    private final Cluster cluster;
    private final Source source;
    private final JoinRequest request;
    private final Clock clock;
    private final Journal journal;

    /** Whom a dry run has only said that it would remove. */
    private final Set<Long> removedOnPaper = new HashSet<>();

    Newcomer(Cluster cluster, Source source, JoinRequest request, Clock clock, Journal journal) {
        this.cluster = cluster;
        this.source = source;
        this.request = request;
        this.clock = clock;
        this.journal = journal;
    }

    /** Stops the join with a reason; what was done before stays done, and is safe. */
    private static final class Stop extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Refused refused;

        Stop(Kind kind, String reason) {
            super(reason);
            this.refused = new Refused(kind, reason);
        }
    }

    /**
     * Joins.
     *
     * @param room how many members there may be
     */
    JoinResult join(int room) throws IOException, ClusterRefused, InterruptedException {
        try {
            if (request.manner().strategy() == Strategy.PREPARE || request.manner().dryRun()) {
                return joinLocked(room);
            }
            var lock = JoinLock.take(cluster, request.own().name(), patience(), clock, journal);
            if (lock.isEmpty()) {
                return new Refused(
                        Kind.RACE, "another node has been joining for a while: try again");
            }
            try (var _ = lock.get()) {
                return joinLocked(room);
            }
        } catch (Stop stop) {
            return stop.refused;
        }
    }

    /** No join takes longer than making sure of a death, and a little. */
    private JoinLock.Patience patience() {
        var abandoned = request.limits().deadAfter().plus(QUICK_JOIN);
        return new JoinLock.Patience(abandoned.plus(STEALING), abandoned);
    }

    private JoinResult joinLocked(int room)
            throws IOException, ClusterRefused, InterruptedException, Stop {
        var picture = look();
        var prepared = prepared(picture);
        if (prepared.isPresent()) {
            journal.note("an entry waits for this node: taking it");
            return joined(cluster.members(), prepared.get());
        }
        if (request.manner().strategy() == Strategy.PREPARE) {
            throw new Stop(
                    Kind.USAGE,
                    "no entry waits for %s: run `etcdctl member add %s --peer-urls=%s` first"
                            .formatted(
                                    String.join(",", request.own().peerUrls()),
                                    request.own().name(),
                                    String.join(",", request.own().peerUrls())));
        }
        refuseLoopback(picture);
        picture = makeRoom(picture, room);
        check(picture, room);
        return add();
    }

    private void refuseLoopback(Picture picture) throws Stop {
        var own = request.own().peerUrls();
        var others = picture.members().stream().flatMap(it -> it.member().peerUrls().stream());
        if (Loopback.misleads(own, others.toList())) {
            throw new Stop(
                    Kind.USAGE,
                    ("%s would be told to members elsewhere, who cannot reach it: give"
                                    + " --initial-advertise-peer-urls an address of the network")
                            .formatted(String.join(",", own)));
        }
    }

    private Picture look() throws IOException, ClusterRefused, InterruptedException {
        var picture = Picture.of(cluster, Joiner.probe(request, clock)).without(removedOnPaper);
        for (var seen : picture.members()) {
            journal.note(
                    "member %s%s: %s, %s (%d ms)"
                            .formatted(
                                    seen.member().shown(),
                                    seen.member().learner() ? " (learner)" : "",
                                    seen.health().state(),
                                    seen.health().reason(),
                                    seen.health().took().toMillis()));
        }
        return picture;
    }

    private Optional<Member> prepared(Picture picture) {
        return picture.members().stream()
                .map(Picture.Seen::member)
                .filter(it -> !it.started() && it.peerUrls().equals(request.own().peerUrls()))
                .findFirst();
    }

    private Picture makeRoom(Picture picture, int room)
            throws IOException, ClusterRefused, InterruptedException, Stop {
        var former = former(picture);
        if (former.isPresent()) {
            remove(former.get(), picture);
            return look();
        }
        return switch (request.manner().strategy()) {
            case PREPARE, ADD -> picture;
            case REPLACE -> picture.members().size() < room ? picture : replace(picture);
            case PRUNE -> prune(picture);
        };
    }

    /** Our own former self, by URL or name; it must be dead, and the strategy must allow it. */
    private Optional<Member> former(Picture picture) throws InterruptedException, Stop {
        var own = request.own();
        for (var seen : picture.members()) {
            var member = seen.member();
            boolean sameUrl = member.peerUrls().stream().anyMatch(own.peerUrls()::contains);
            if (!sameUrl && !(member.started() && member.name().equals(own.name()))) {
                continue;
            }
            if (!seen.health().dead()) {
                throw new Stop(
                        Kind.USAGE,
                        "the member %s lives at %s (%s): choose another %s"
                                .formatted(
                                        member.shown(),
                                        String.join(",", member.peerUrls()),
                                        seen.health().reason(),
                                        sameUrl ? "address" : "name"));
            }
            if (request.manner().strategy() == Strategy.ADD) {
                throw new Stop(
                        Kind.USAGE,
                        ("the member %s is this node's former self: run `etcdctl member remove %s`,"
                                        + " or join with --join-strategy replace")
                                .formatted(member.shown(), member.hex()));
            }
            if (!sameUrl && watch().confirm(List.of(member), picture).isEmpty()) {
                throw new Stop(
                        Kind.USAGE,
                        "the member %s may still live: choose another name"
                                .formatted(member.shown()));
            }
            journal.note("%s is this node's former self".formatted(member.shown()));
            return Optional.of(member);
        }
        return Optional.empty();
    }

    private Picture replace(Picture picture)
            throws IOException, ClusterRefused, InterruptedException, Stop {
        var suspects = suspects(picture);
        if (suspects.isEmpty()) {
            throw new Stop(Kind.FULL, NO_DEAD);
        }
        ask(QuorumGuard.replaceDead(picture.voters()), "replacing a dead member");
        var dead = watch().confirm(List.of(suspects.getFirst()), picture);
        if (dead.isEmpty()) {
            throw new Stop(Kind.FULL, NO_DEAD);
        }
        remove(dead.getFirst(), picture);
        return look();
    }

    private Picture prune(Picture picture)
            throws IOException, ClusterRefused, InterruptedException, Stop {
        var now = picture;
        for (var dead : watch().confirm(suspects(picture), picture)) {
            if (!QuorumGuard.remove(now.voters(), false).allowed() && !dead.learner()) {
                journal.note("the guard stops the pruning before " + dead.shown());
                break;
            }
            remove(dead, now);
            now = look();
        }
        return now;
    }

    /** Those that seem dead; who has never started is not dead but on its way. */
    private static List<Member> suspects(Picture picture) {
        return picture.members().stream()
                .filter(seen -> seen.member().started() && seen.health().dead())
                .map(Picture.Seen::member)
                .toList();
    }

    private DeadWatch watch() {
        return new DeadWatch(Joiner.probe(request, clock), request.limits().deadAfter(), journal);
    }

    private void remove(Member member, Picture picture)
            throws IOException, ClusterRefused, InterruptedException, Stop {
        if (!member.learner()) {
            ask(QuorumGuard.remove(picture.voters(), false), "removing " + member.shown());
        }
        if (request.manner().dryRun()) {
            journal.note("would remove the dead member %s".formatted(member.shown()));
            removedOnPaper.add(member.id());
            return;
        }
        journal.note("removing the dead member %s".formatted(member.shown()));
        insist(() -> cluster.remove(member.id()));
        try {
            source.forget(member.hex());
        } catch (IOException e) {
            journal.warn("%s still lists it: %s".formatted(source.where(), Reason.of(e)));
        } catch (RegistryRefused e) {
            journal.warn("%s still lists it: %s".formatted(source.where(), e.getMessage()));
        }
    }

    private void check(Picture picture, int room) throws Stop {
        var members = picture.members().size();
        if (members >= room) {
            throw new Stop(
                    Kind.FULL, "cluster is already full with %d members".formatted(members) + ROOM);
        }
        var voters = picture.voters();
        ask(
                request.manner().learner()
                        ? QuorumGuard.addLearner(voters, picture.learners())
                        : QuorumGuard.addVoter(voters),
                "adding this node");
    }

    private void ask(Verdict verdict, String what) throws Stop {
        switch (verdict) {
            case Verdict.Allowed(var sums, var warning) -> {
                journal.note("guard: %s is safe. %s".formatted(what, sums));
                warning.ifPresent(journal::warn);
            }
            case Verdict.Refused(var sums, var cure) -> {
                journal.note("guard: %s is NOT safe. %s".formatted(what, sums));
                throw new Stop(
                        Kind.GUARD,
                        "%s would put the quorum at risk. %s Instead: %s"
                                .formatted(what, sums, cure));
            }
        }
    }

    private JoinResult add() throws IOException, ClusterRefused, InterruptedException, Stop {
        var own = request.own();
        var learner = request.manner().learner();
        if (request.manner().dryRun()) {
            journal.note("would add %s".formatted(own.entry()));
            var self = new Member(0, own.name(), own.peerUrls(), List.of(), learner);
            var others = cluster.members().stream().filter(it -> !removedOnPaper.contains(it.id()));
            return joined(Stream.concat(others, Stream.of(self)).toList(), self);
        }
        var added = insist(() -> cluster.add(own.peerUrls(), learner));
        journal.note(
                "added as %s %s".formatted(learner ? "learner" : "voter", added.member().hex()));
        try {
            source.note(added.member().hex(), own.entry());
        } catch (IOException e) {
            journal.warn("%s does not list it: %s".formatted(source.where(), Reason.of(e)));
        } catch (RegistryRefused e) {
            journal.warn("%s does not list it: %s".formatted(source.where(), e.getMessage()));
        }
        return joined(
                added.members().isEmpty() ? cluster.members() : added.members(), added.member());
    }

    private interface Change<T> {
        T make() throws IOException, ClusterRefused;
    }

    /** etcd refuses while its own look at the members is younger than five seconds. */
    private <T> T insist(Change<T> change) throws IOException, InterruptedException, Stop {
        var begin = clock.nanos();
        while (true) {
            try {
                return change.make();
            } catch (ClusterRefused e) {
                var text = String.valueOf(e.getMessage());
                if (text.contains("exists")) {
                    throw new Stop(Kind.RACE, "somebody else was quicker: " + text);
                }
                if (!e.passing()) {
                    throw new Stop(Kind.GUARD, "the cluster refuses: " + text);
                }
                if (clock.since(begin).compareTo(REFUSED_FOR) >= 0) {
                    throw new Stop(
                            Kind.GUARD,
                            "the cluster refuses for %d s: %s; bring its dead members back, or"
                                            .formatted(REFUSED_FOR.toSeconds(), text)
                                    + " remove them");
                }
                clock.pause(PAUSE);
            }
        }
    }

    private JoinResult joined(List<Member> members, Member self) {
        return new JoinResult.Join(
                self.id(),
                self.peerUrls(),
                Joiner.initialCluster(members, self.id(), request.own()),
                self.learner());
    }
}
