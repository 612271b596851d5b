package turtlelab.features.stage;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The stages of a run, on which scenarios play side by side: most of a scenario's time is waiting.
 * A scenario has its stage for itself, and gets the one that was left last, whose lab may do.
 */
final class Stages {

    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final Stages OF_THIS_RUN = new Stages(Script.stages());
    private static final ThreadLocal<Stage> MINE = new ThreadLocal<>();

    private final List<Stage> all;
    private final BlockingDeque<Stage> free;

    private Stages(int count) {
        all = IntStream.range(0, count).mapToObj(Script::new).map(Stage::new).toList();
        free = new LinkedBlockingDeque<>(all);
    }

    static Stages ofThisRun() {
        return OF_THIS_RUN;
    }

    /** Takes a stage for the scenario of this thread, waiting until another leaves one. */
    Stage enter() throws InterruptedException {
        var stage = free.pollFirst(PATIENCE.toMinutes(), TimeUnit.MINUTES);
        if (stage == null) {
            throw new IllegalStateException("no stage became free within " + PATIENCE);
        }
        MINE.set(stage);
        return stage;
    }

    /** The stage that this thread's scenario has entered. */
    Stage mine() {
        var stage = MINE.get();
        if (stage == null) {
            throw new IllegalStateException("this scenario has entered no stage");
        }
        return stage;
    }

    /** Leaves the stage to the next scenario. */
    void leave() {
        var stage = MINE.get();
        if (stage != null) {
            MINE.remove();
            free.addFirst(stage);
        }
    }

    /** Takes all labs down. */
    void clear() throws InterruptedException {
        for (var stage : all) {
            stage.clear();
        }
    }
}
