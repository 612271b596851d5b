package turtlelab.labctl.compare;

import java.time.Duration;
import java.util.List;
import turtlelab.labctl.client.NodeStatus;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.Bootstrap;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.action.AwaitHealthy;
import turtlelab.labctl.lab.action.SpareLab;
import turtlelab.labctl.render.Progress;

/**
 * A cluster's first start: all nodes at once, and one after the other. Time is counted from the
 * first node's start.
 *
 * @param apart from one start to the next
 */
public record Starts(Engine engine, String heap, int nodes, Duration apart, Progress progress) {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration AFTER = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int NET = 63;
    private static final String STARTED = " started";
    private static final String LED = "a leader";
    private static final String HEALTHY = "all healthy";

    /** Does both, one after the other, each in a lab of its own. */
    public Comparison run() throws InterruptedException {
        var staggered = Comparison.seconds(apart) + " apart";
        var ways = List.of(way("all at once", Duration.ZERO), way(staggered, apart));
        return new Comparison(
                "%d nodes of %s start for the first time, in two ways.".formatted(nodes, engine),
                ways);
    }

    private Comparison.Way way(String name, Duration pause) throws InterruptedException {
        progress.note("%s: %s".formatted(engine, name));
        var turtles = SpareLab.nodes(engine.word(), NET, nodes);
        try (var spare = SpareLab.open(engine, heap, turtles)) {
            var lab = spare.live();
            provision(lab, turtles);
            var strip = strip(lab, turtles, pause);
            return new Comparison.Way(name, strip, told(strip));
        }
    }

    private void provision(LiveLab lab, List<NodeSpec> turtles) throws InterruptedException {
        lab.prepare(progress::note);
        lab.folder().record(lab.lab());
        lab.create(turtles, progress::note);
        var founding = Bootstrap.founding(lab.lab(), lab.driver());
        InParallel.forEach(turtles, node -> lab.provision(node, founding));
    }

    private Strip strip(LiveLab lab, List<NodeSpec> turtles, Duration pause)
            throws InterruptedException {
        try (var writes = Writes.begin(lab, turtles)) {
            var leader = new FirstLeader(lab, writes);
            for (var node : turtles) {
                lab.launch(node);
                writes.mark(node.name() + STARTED);
                leader.lookFor(pause);
            }
            leader.await();
            new AwaitHealthy(lab, Progress.silent(), LIMIT).of(turtles);
            writes.mark(HEALTHY);
            lab.time().pause(AFTER);
            return writes.end();
        }
    }

    private String told(Strip strip) {
        var first = at(strip, engine.word() + 1 + STARTED);
        var led = at(strip, LED);
        var quorum = at(strip, engine.word() + (nodes / 2 + 1) + STARTED);
        return "a leader after %s, %s after the start that made a quorum; all healthy after %s"
                .formatted(
                        Comparison.seconds(led.minus(first)),
                        Comparison.seconds(led.minus(quorum)),
                        Comparison.seconds(at(strip, HEALTHY).minus(first)));
    }

    private static Duration at(Strip strip, String what) {
        return strip.marks().stream()
                .filter(mark -> mark.what().equals(what))
                .map(Strip.Mark::at)
                .findFirst()
                .orElseThrow();
    }

    /** Marks the moment at which some node first knew of a leader. */
    private static final class FirstLeader {

        private final LiveLab lab;
        private final Writes writes;
        private boolean isKnown;

        FirstLeader(LiveLab lab, Writes writes) {
            this.lab = lab;
            this.writes = writes;
        }

        /** Spends this time looking; all of it, whatever is seen. */
        void lookFor(Duration length) throws InterruptedException {
            var end = Deadline.in(length, lab.time());
            while (!end.isOver()) {
                look();
                lab.time().pause(LOOK);
            }
        }

        /** Looks until there is one. */
        void await() throws InterruptedException {
            var deadline = Deadline.in(LIMIT, lab.time());
            while (!isKnown) {
                if (deadline.isOver()) {
                    throw new LabFailure(
                            LabFailure.Kind.UNHEALTHY,
                            "no leader within %d s".formatted(LIMIT.toSeconds()));
                }
                look();
                lab.time().pause(LOOK);
            }
        }

        private void look() throws InterruptedException {
            if (!isKnown && InParallel.map(lab.lab().nodes(), this::knowsALeader).contains(true)) {
                isKnown = true;
                writes.mark(LED);
            }
        }

        private boolean knowsALeader(NodeSpec node) {
            return lab.client(node).status().found().filter(NodeStatus::knowsALeader).isPresent();
        }
    }
}
