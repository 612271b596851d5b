package turtlelab.join.elastic;

import java.time.Duration;
import java.util.List;
import turtlelab.join.base.Clock;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.Member;
import turtlelab.join.cluster.Picture;
import turtlelab.join.cluster.Probe;

/**
 * Makes sure that a member is dead and not merely slow: several looks in a row over a while, and no
 * other member that still has a connection to it.
 */
final class DeadWatch {
    private static final int LOOKS = 4;

    private final Probe probe;
    private final Clock clock;
    private final Duration deadAfter;
    private final Journal journal;

    DeadWatch(Probe probe, Duration deadAfter, Journal journal) {
        this.probe = probe;
        this.clock = probe.clock();
        this.deadAfter = deadAfter;
        this.journal = journal;
    }

    /** The suspects that are dead for sure, in their order. */
    List<Member> confirm(List<Member> suspects, Picture picture) throws InterruptedException {
        var left = suspects;
        var begin = clock.nanos();
        for (int look = 1; !left.isEmpty(); look++) {
            var now = left;
            var health = probe.at(now);
            left =
                    now.stream()
                            .filter(member -> health.get(now.indexOf(member)).dead())
                            .filter(member -> !seenByOthers(member, picture))
                            .toList();
            now.stream()
                    .filter(member -> !health.get(now.indexOf(member)).dead())
                    .forEach(member -> journal.note(member.shown() + " is not dead after all"));
            if (look >= LOOKS && clock.since(begin).compareTo(deadAfter) >= 0) {
                break;
            }
            clock.pause(deadAfter.dividedBy(LOOKS - 1));
        }
        left.forEach(
                member ->
                        journal.note(
                                "%s is dead: no answer in %d looks over %.1f s"
                                        .formatted(
                                                member.shown(),
                                                LOOKS,
                                                deadAfter.toMillis() / 1000.0)));
        return left;
    }

    private boolean seenByOthers(Member suspect, Picture picture) {
        for (var seen : picture.members()) {
            if (!seen.health().alive()) {
                continue;
            }
            var others = new Cluster(seen.member().clientUrls(), probe.limit()).peersSeen();
            if (others.getOrDefault(suspect.id(), false)) {
                journal.note(
                        "%s does not answer us, but %s is connected to it: not dead"
                                .formatted(suspect.shown(), seen.member().shown()));
                return true;
            }
        }
        return false;
    }
}
