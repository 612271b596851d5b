package turtlelab.join.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import turtlelab.join.quorum.Voters;

/** A cluster's members and how each is doing, at one moment. */
public record Picture(List<Seen> members) {
    public Picture {
        members = List.copyOf(members);
    }

    /** A member with what its probe showed. */
    public record Seen(Member member, Health health) {}

    /** Lists the members and probes them all. */
    public static Picture of(Cluster cluster, Probe probe)
            throws IOException, ClusterRefused, InterruptedException {
        var members = cluster.members();
        var health = probe.at(members);
        var seen = new ArrayList<Seen>();
        for (int i = 0; i < members.size(); i++) {
            seen.add(new Seen(members.get(i), health.get(i)));
        }
        return new Picture(seen);
    }

    /** As it would be without the members of these identities. */
    public Picture without(Set<Long> gone) {
        return new Picture(
                members.stream().filter(seen -> !gone.contains(seen.member().id())).toList());
    }

    /** What the guard counts with. */
    public Voters voters() {
        var voters = members.stream().filter(seen -> !seen.member().learner()).toList();
        var started = voters.stream().filter(seen -> seen.member().started()).count();
        var healthy = voters.stream().filter(seen -> seen.health().alive()).count();
        return new Voters((int) started, (int) (voters.size() - started), (int) healthy);
    }

    public int learners() {
        return (int) members.stream().filter(seen -> seen.member().learner()).count();
    }
}
