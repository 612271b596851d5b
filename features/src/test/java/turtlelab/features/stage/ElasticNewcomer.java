package turtlelab.features.stage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import turtlelab.join.base.Clock;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.elastic.JoinRequest;
import turtlelab.join.elastic.JoinResult;
import turtlelab.join.elastic.Joiner;
import turtlelab.join.elastic.Journal;
import turtlelab.join.elastic.Promotion;
import turtlelab.join.elastic.Sources;
import turtlelab.join.elastic.Strategy;
import turtlelab.labctl.driver.NodeSpec;

/** A turtle that makes its own place in the lab's cluster, as {@code labctl join} does. */
public final class ElasticNewcomer {
    private static final Duration PROBE = Patience.ofSeconds(2);
    private static final Duration DEAD_AFTER = Duration.ofMillis(600);
    private static final Duration VOTE_WITHIN = Patience.ofSeconds(40);
    private static final int CLIENT_PORT = 2379;

    private final StagedLab lab;

    public ElasticNewcomer(StagedLab lab) {
        this.lab = lab;
    }

    /** Makes a place for a turtle without data, if it may have one. */
    public JoinResult join(NodeSpec turtle, String strategy, int mostMembers)
            throws InterruptedException {
        lab.recast(StagedLab.Cast.CHANGED);
        var request =
                new JoinRequest(
                        new JoinRequest.Own(
                                turtle.name(),
                                List.of(lab.live().urls(turtle).peer()),
                                true,
                                Optional.empty()),
                        new JoinRequest.Manner(Strategy.parse(strategy).orElseThrow(), true, false),
                        new JoinRequest.Limits(mostMembers, CLIENT_PORT, DEAD_AFTER, PROBE));
        var seeds = Sources.seeds(endpoints());
        return new Joiner(seeds, request, Clock.SYSTEM, new Journal()).run();
    }

    /** Starts it with what joining told, and gives it its vote when it has caught up. */
    public void start(NodeSpec turtle, JoinResult.Join joined) throws InterruptedException {
        lab.live().createJoining(turtle, joined.initialCluster());
        lab.live().launch(turtle);
        var others =
                endpoints().stream()
                        .filter(url -> !url.equals(lab.live().urls(turtle).client()))
                        .toList();
        var why =
                new Promotion(new Cluster(others, PROBE), Clock.SYSTEM)
                        .await(joined.id(), VOTE_WITHIN);
        if (why.isPresent()) {
            throw new AssertionError(turtle.name() + " gets no vote: " + why.get());
        }
    }

    private List<String> endpoints() {
        return List.of(lab.live().endpoints().split(","));
    }
}
