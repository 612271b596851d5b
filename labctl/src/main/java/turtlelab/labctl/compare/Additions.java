package turtlelab.labctl.compare;

import java.time.Duration;
import java.util.List;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.action.Add;
import turtlelab.labctl.lab.action.SpareLab;
import turtlelab.labctl.lab.action.Up;
import turtlelab.labctl.render.Progress;

/**
 * One node becomes two: as a voter at once, and as a learner first. What is written meanwhile is
 * written to the first.
 *
 * @param hesitation between adding the member and starting its daemon
 */
public record Additions(Engine engine, String heap, Duration hesitation, Progress progress) {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final Duration AFTER = Duration.ofSeconds(1);
    private static final int NET = 62;

    /** Does both, one after the other, each in a lab of its own. */
    public Comparison run() throws InterruptedException {
        var ways = List.of(way("voter at once", false), way("learner first", true));
        return new Comparison("One node of %s becomes two, in two ways.".formatted(engine), ways);
    }

    private Comparison.Way way(String name, boolean learner) throws InterruptedException {
        progress.note("%s: %s".formatted(engine, name));
        var first = SpareLab.nodes(engine.word(), NET, 1);
        try (var spare = SpareLab.open(engine, heap, first)) {
            var lab = spare.live();
            new Up(lab, Progress.silent(), LIMIT).run();
            var strip = strip(lab, first, learner);
            return new Comparison.Way(name, strip, told(strip));
        }
    }

    private Strip strip(LiveLab lab, List<NodeSpec> first, boolean learner)
            throws InterruptedException {
        try (var writes = Writes.begin(lab, first)) {
            lab.time().pause(BEFORE);
            var manner = new Add.Manner(learner, hesitation, LIMIT);
            new Add(lab, new Marking(writes), manner).run(engine.word() + 2);
            lab.time().pause(AFTER);
            return writes.end();
        }
    }

    private static String told(Strip strip) {
        return strip.lost() == 0
                ? "every write was acknowledged"
                : "no write was acknowledged for %s, %d of %d were lost"
                        .formatted(
                                Comparison.seconds(strip.longestOutage()),
                                strip.lost(),
                                strip.acknowledged().size());
    }

    /** Marks what the newcomer has got to, each stage when it is new. */
    private static final class Marking implements Progress {

        private final Writes writes;
        private String last = "";

        Marking(Writes writes) {
            this.writes = writes;
        }

        @Override
        public synchronized void stage(String node, String stage) {
            if (!stage.equals(last)) {
                writes.mark(stage);
            }
            last = stage;
        }

        @Override
        public void note(String text) {}

        @Override
        public void close() {}
    }
}
