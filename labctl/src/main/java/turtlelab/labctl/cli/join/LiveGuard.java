package turtlelab.labctl.cli.join;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import turtlelab.join.base.Clock;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.Picture;
import turtlelab.join.cluster.Probe;
import turtlelab.join.quorum.Verdict;
import turtlelab.labctl.ctl.setting.AddGuard;
import turtlelab.labctl.quorum.WhatIf;

/**
 * The quorum guard's word on {@code labctl ctl member add}, after a look at every member. Where
 * nobody lists the members it has nothing to say: the cluster's own answer explains more.
 */
public final class LiveGuard implements AddGuard {
    private static final Duration PROBE = Duration.ofSeconds(2);

    @Override
    public Answer beforeAdding(List<String> endpoints, boolean learner)
            throws InterruptedException {
        var urls = endpoints.stream().map(it -> it.contains("://") ? it : "http://" + it).toList();
        try {
            var cluster = new Cluster(urls, PROBE);
            var picture = Picture.of(cluster, new Probe(Clock.SYSTEM, PROBE));
            return answer(new WhatIf(picture).adding(learner));
        } catch (IOException | ClusterRefused _) {
            return new Answer(Optional.empty(), Optional.empty());
        }
    }

    private static Answer answer(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed(var _, var warning) ->
                    new Answer(Optional.empty(), warning.map(it -> "warning: " + it));
            case Verdict.Refused(var sums, var cure) ->
                    new Answer(
                            Optional.of(
                                    "the quorum guard refuses. %s Instead: %s; or add %s"
                                            .formatted(sums, cure, FORCE)),
                            Optional.empty());
        };
    }
}
