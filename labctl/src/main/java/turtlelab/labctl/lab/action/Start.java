package turtlelab.labctl.lab.action;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
        var found = lookAtDaemons();
        checkNonePaused(nodes, found);
        launchAll(nodes, found);
        long running = running(nodes, found);
        if (running < lab.lab().quorum()) {
            settle(nodes, running);
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

    /** Once: each look at a machine costs it what its daemon needs to start. */
    private Map<NodeSpec, NodeProcess> lookAtDaemons() throws InterruptedException {
        var found = new ConcurrentHashMap<NodeSpec, NodeProcess>();
        InParallel.forEach(
                lab.lab().nodes(),
                node -> lab.process(node).ifPresent(process -> found.put(node, process)));
        return found;
    }

    private void checkNonePaused(List<NodeSpec> nodes, Map<NodeSpec, NodeProcess> found) {
        for (var node : nodes) {
            var process = found.get(node);
            if (process != null && process.paused()) {
                throw new LabFailure(
                        LabFailure.Kind.REFUSED,
                        "%s is paused: run `labctl resume %s`".formatted(node.name(), node.name()));
            }
        }
    }

    /** All, or none: what did not run before is stopped when one of them cannot be launched. */
    private void launchAll(List<NodeSpec> nodes, Map<NodeSpec, NodeProcess> found)
            throws InterruptedException {
        var launched = new ConcurrentLinkedQueue<NodeSpec>();
        try {
            InParallel.forEach(
                    nodes,
                    node -> {
                        if (found.containsKey(node)) {
                            progress.stage(node.name(), "running already");
                        } else {
                            launch(node);
                            launched.add(node);
                        }
                    });
        } catch (LabFailure e) {
            stop(List.copyOf(launched), e);
            throw e;
        }
    }

    private void launch(NodeSpec node) {
        progress.stage(node.name(), "starting");
        lab.launch(node);
    }

    private void stop(List<NodeSpec> nodes, LabFailure why) throws InterruptedException {
        try {
            new Stop(lab, progress, limit).run(nodes);
        } catch (LabFailure e) {
            why.addSuppressed(e);
        }
    }

    /** How many run now: those that were launched, and those that were found and take part. */
    private long running(List<NodeSpec> launched, Map<NodeSpec, NodeProcess> found) {
        return lab.lab().nodes().stream()
                .filter(node -> launched.contains(node) || takesPart(found.get(node)))
                .count();
    }

    private static boolean takesPart(@Nullable NodeProcess process) {
        return process != null && !process.paused();
    }

    /** Too few for a leader, so nothing becomes healthy; but a daemon that dies at once is told. */
    private void settle(List<NodeSpec> nodes, long running) throws InterruptedException {
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
                        .formatted(running, lab.lab().nodes().size(), lab.lab().quorum()));
    }
}
