package turtlelab.labctl.lab.action;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.render.Progress;

/**
 * Starts nodes, all at once, and only when every node of the lab is provisioned: no daemon runs
 * while another's machine is still in the making, and none stays when one cannot be started. Safe
 * to repeat.
 */
public final class Start {

    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final LiveLab lab;
    private final Progress progress;
    private final Duration limit;

    /**
     * A start that may take this long.
     *
     * @param limit until the cluster must be healthy
     */
    public Start(LiveLab lab, Progress progress, Duration limit) {
        this.lab = lab;
        this.progress = progress;
        this.limit = limit;
    }

    /**
     * Starts those of these nodes that do not run, and waits until they are healthy, or, where too
     * few nodes run for a quorum, until they have settled.
     *
     * @throws LabFailure when a node is not provisioned, is paused, dies or is not healthy in time
     */
    public void run(List<NodeSpec> nodes) throws InterruptedException {
        checkAllProvisioned();
        checkNonePaused(nodes);
        launchAll(nodes);
        if (running() < lab.lab().quorum()) {
            settle(nodes);
        } else {
            new AwaitHealthy(lab, progress, limit).of(nodes);
        }
    }

    private void checkAllProvisioned() throws InterruptedException {
        var missing =
                lab.unprovisioned().stream().map(NodeSpec::name).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new LabFailure(
                    LabFailure.Kind.REFUSED,
                    "not provisioned yet: %s. No daemon starts before all are: run `labctl up`."
                            .formatted(missing));
        }
    }

    private void checkNonePaused(List<NodeSpec> nodes) throws InterruptedException {
        InParallel.forEach(nodes, this::checkNotPaused);
    }

    private void checkNotPaused(NodeSpec node) {
        if (lab.process(node).filter(NodeProcess::paused).isPresent()) {
            throw new LabFailure(
                    LabFailure.Kind.REFUSED,
                    "%s is paused: run `labctl resume %s`".formatted(node.name(), node.name()));
        }
    }

    /** All, or none: what did not run before is stopped when one of them cannot be launched. */
    private void launchAll(List<NodeSpec> nodes) throws InterruptedException {
        var launched = new ConcurrentLinkedQueue<NodeSpec>();
        try {
            InParallel.forEach(nodes, node -> launch(node, launched));
        } catch (LabFailure e) {
            stop(List.copyOf(launched), e);
            throw e;
        }
    }

    private void launch(NodeSpec node, Queue<NodeSpec> launched) {
        if (lab.process(node).isPresent()) {
            progress.stage(node.name(), "running already");
            return;
        }
        progress.stage(node.name(), "starting");
        lab.launch(node);
        launched.add(node);
    }

    private void stop(List<NodeSpec> nodes, LabFailure why) throws InterruptedException {
        try {
            new Stop(lab, progress, limit).run(nodes);
        } catch (LabFailure e) {
            why.addSuppressed(e);
        }
    }

    private long running() throws InterruptedException {
        return InParallel.map(lab.lab().nodes(), lab::process).stream()
                .filter(process -> process.filter(it -> !it.paused()).isPresent())
                .count();
    }

    /** Too few for a leader, so nothing becomes healthy; but a daemon that dies at once is told. */
    private void settle(List<NodeSpec> nodes) throws InterruptedException {
        boolean died =
                Deadline.in(SETTLING, lab.time())
                        .await(
                                PAUSE,
                                () -> nodes.stream().anyMatch(node -> lab.process(node).isEmpty()));
        if (died) {
            new AwaitHealthy(lab, progress, limit).of(nodes);
        }
        progress.note(
                "%d of %d nodes run; a quorum needs %d: start more for a leader to be elected"
                        .formatted(running(), lab.lab().nodes().size(), lab.lab().quorum()));
    }
}
