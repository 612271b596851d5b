package turtlelab.labctl.lab.action;

import java.time.Duration;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.render.Progress;

/** Back to nothing: stops every node and removes all that {@link Up} made. Safe to repeat. */
public final class Down {

    private final LiveLab lab;
    private final Progress progress;
    private final Duration limit;

    /** A descent that gives daemons this long to end before it kills them. */
    public Down(LiveLab lab, Progress progress, Duration limit) {
        this.lab = lab;
        this.progress = progress;
        this.limit = limit;
    }

    /** Takes the whole lab down. */
    public void run() throws InterruptedException {
        new Stop(lab, progress, limit).runOrKill(lab.lab().nodes());
        lab.destroy(lab.lab().nodes());
        lab.lab().nodes().forEach(node -> progress.stage(node.name(), "removed"));
        lab.folder().forget();
    }
}
