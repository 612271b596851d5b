package turtlelab.labctl.bench;

import java.time.Duration;
import turtlelab.labctl.lab.action.Start;
import turtlelab.labctl.lab.action.Stop;
import turtlelab.labctl.render.Progress;

/** How long all three nodes take from launch to healthy, with the data that is there. */
record Restart(BenchLab lab) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    double millis() throws InterruptedException {
        var nodes = lab.lab().lab().nodes();
        new Stop(lab.lab(), Progress.silent(), LIMIT).run(nodes);
        long start = System.nanoTime();
        new Start(lab.lab(), Progress.silent(), LIMIT).run(nodes);
        return (System.nanoTime() - start) / 1e6;
    }
}
