package turtlelab.labctl.lab.action;

import java.time.Duration;
import java.util.List;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.InParallel;
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
        new Stop(lab, progress, limit).runOrKill(answering());
        lab.destroy(lab.lab().nodes());
        lab.lab().nodes().forEach(node -> progress.stage(node.name(), "removed"));
        lab.folder().forget();
    }

    /** The nodes whose machines can be asked; the daemons of others end with their machines. */
    private List<NodeSpec> answering() throws InterruptedException {
        var nodes = lab.lab().nodes();
        var answers = InParallel.map(nodes, this::answers);
        return nodes.stream().filter(node -> answers.get(nodes.indexOf(node))).toList();
    }

    private boolean answers(NodeSpec node) {
        try {
            var _ = lab.process(node);
            return true;
        } catch (MachineLost _) {
            progress.stage(node.name(), "does not answer");
            return false;
        }
    }
}
