package turtlelab.labctl.lab.action;

import java.time.Duration;
import java.util.List;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.lab.Bootstrap;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.render.Progress;

/**
 * From nothing to a healthy cluster: prepare, record, create, provision, start. Safe to repeat; a
 * first one that fails before any node has its place leaves nothing behind.
 */
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
        boolean isFirst = !lab.folder().exists();
        lab.folder().record(lab.lab());
        var missing = isFirst ? createOrUndo() : create();
        InParallel.forEach(missing, this::provision);
        new Start(lab, progress, limit).run(lab.lab().nodes());
    }

    /** Where places cannot be had nothing stays that was not there before. */
    private List<NodeSpec> createOrUndo() throws InterruptedException {
        try {
            return create();
        } catch (RuntimeException e) {
            undo(e);
            throw e;
        }
    }

    /** Machines of which some could be made stay recorded: the next ascent goes on with them. */
    private void undo(RuntimeException why) {
        try {
            if (!lab.driver().findsNodes()) {
                lab.destroy(lab.lab().nodes());
                lab.folder().forget();
            }
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private List<NodeSpec> create() throws InterruptedException {
        var missing = missing();
        if (!missing.isEmpty()) {
            lab.create(missing, progress::note);
            missing.forEach(node -> progress.stage(node.name(), "created"));
        }
        return missing;
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

    private void provision(NodeSpec node) {
        lab.provision(node, Bootstrap.founding(lab.lab(), lab.driver()));
        progress.stage(node.name(), "provisioned");
    }
}
