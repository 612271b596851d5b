package turtlelab.labctl.lab.action;

import java.time.Duration;
import java.util.List;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.lab.Bootstrap;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.render.Progress;

/** From nothing to a healthy cluster: prepare, record, create, provision, start. Safe to repeat. */
public final class Up {

    private final LiveLab lab;
    private final Progress progress;
    private final Duration limit;

    /** An ascent whose last step, the start, may take this long. */
    public Up(LiveLab lab, Progress progress, Duration limit) {
        this.lab = lab;
        this.progress = progress;
        this.limit = limit;
    }

    /** Raises the whole lab; what is there already stays as it is. */
    public void run() throws InterruptedException {
        lab.prepare(progress::note);
        lab.folder().record(lab.lab());
        var missing = missing();
        create(missing);
        InParallel.forEach(missing, this::provision);
        new Start(lab, progress, limit).run(lab.lab().nodes());
    }

    /** Not ready to start, or nobody can say, since the machine does not answer. */
    private List<NodeSpec> missing() throws InterruptedException {
        var nodes = lab.lab().nodes();
        var ready = InParallel.map(nodes, this::isReady);
        return nodes.stream().filter(node -> !ready.get(nodes.indexOf(node))).toList();
    }

    private boolean isReady(NodeSpec node) {
        try {
            return lab.isProvisioned(node);
        } catch (MachineLost _) {
            return false;
        }
    }

    private void create(List<NodeSpec> nodes) {
        if (!nodes.isEmpty()) {
            lab.create(nodes, progress::note);
            nodes.forEach(node -> progress.stage(node.name(), "created"));
        }
    }

    private void provision(NodeSpec node) {
        lab.provision(node, Bootstrap.founding(lab.lab(), lab.driver()));
        progress.stage(node.name(), "provisioned");
    }
}
