package turtlelab.labctl.quorum;

import java.util.List;
import java.util.function.Predicate;
import turtlelab.join.cluster.Member;
import turtlelab.join.cluster.Picture;
import turtlelab.join.cluster.Picture.Seen;
import turtlelab.join.quorum.QuorumGuard;
import turtlelab.join.quorum.Verdict;
import turtlelab.labctl.exec.LabFailure;

/** Asks the guard about a live cluster, as it is now. */
public record WhatIf(Picture picture) {

    /** What ending these members' daemons now would do. */
    public Verdict ending(List<String> names) {
        var ending = names.stream().map(this::find).distinct().toList();
        var voting =
                ending.stream()
                        .filter(seen -> seen.health().alive() && !seen.member().learner())
                        .count();
        return QuorumGuard.lose(picture.voters(), (int) voting);
    }

    /** What taking this member out of the cluster would do. */
    public Verdict removing(String name) {
        var seen = find(name);
        return seen.member().learner()
                ? new Verdict.Allowed(
                        name + " is a learner: it has no vote.", java.util.Optional.empty())
                : QuorumGuard.remove(picture.voters(), !seen.health().dead());
    }

    /** What adding a member would do that may never start. */
    public Verdict adding(boolean asLearner) {
        return asLearner
                ? QuorumGuard.addLearner(picture.voters(), picture.learners())
                : QuorumGuard.addVoter(picture.voters());
    }

    private Seen find(String name) {
        Predicate<Member> isMeant =
                member -> member.name().equals(name) || member.hex().equals(name);
        return picture.members().stream()
                .filter(seen -> isMeant.test(seen.member()))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private LabFailure unknown(String name) {
        var known = picture.members().stream().map(seen -> seen.member().shown()).sorted().toList();
        return new LabFailure(
                LabFailure.Kind.CONFIGURATION,
                "the cluster has no member '%s'; its members are %s"
                        .formatted(name, String.join(", ", known)));
    }
}
