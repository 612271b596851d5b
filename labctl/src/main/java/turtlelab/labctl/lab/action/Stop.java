package turtlelab.labctl.lab.action;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Signal;
import turtlelab.labctl.render.Progress;

/** Ends daemons in order (SIGTERM), all at once, within a bound. Safe to repeat. */
public final class Stop {

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** What is killed is gone as soon as the kernel has time, whatever the limit for SIGTERM. */
    private static final Duration GONE_WITHIN = Duration.ofSeconds(10);

    private final LiveLab lab;
    private final Progress progress;
    private final Duration limit;

    /** A stop that waits this long for daemons to end. */
    public Stop(LiveLab lab, Progress progress, Duration limit) {
        this.lab = lab;
        this.progress = progress;
        this.limit = limit;
    }

    /**
     * Stops these nodes and waits until they have ended.
     *
     * @throws LabFailure when some still run at the deadline
     */
    public void run(List<NodeSpec> nodes) throws InterruptedException {
        var stubborn = stop(nodes);
        if (!stubborn.isEmpty()) {
            var names = stubborn.stream().map(NodeSpec::name).collect(Collectors.joining(" "));
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "still running %d s after SIGTERM: %s. `labctl kill %s` ends them at once."
                            .formatted(limit.toSeconds(), names, names));
        }
    }

    /** Stops these nodes; those that do not end in time are killed. */
    public void runOrKill(List<NodeSpec> nodes) throws InterruptedException {
        var stubborn = stop(nodes);
        var left = stubborn.stream().filter(node -> !kill(node)).toList();
        if (!left.isEmpty()) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "cannot be killed: " + left.stream().map(NodeSpec::name).toList());
        }
    }

    private List<NodeSpec> stop(List<NodeSpec> nodes) throws InterruptedException {
        var ended = InParallel.map(nodes, this::stop);
        return nodes.stream().filter(node -> !ended.get(nodes.indexOf(node))).toList();
    }

    private boolean stop(NodeSpec node) {
        if (!lab.signal(node, Signal.TERM)) {
            progress.stage(node.name(), "not running");
            return true;
        }
        lab.signal(node, Signal.CONT); // a paused daemon hears SIGTERM only when it goes on
        progress.stage(node.name(), "stopping");
        boolean ended = ends(node, limit);
        progress.stage(node.name(), ended ? "stopped" : "still running");
        return ended;
    }

    private boolean kill(NodeSpec node) {
        lab.signal(node, Signal.KILL);
        boolean ended = ends(node, GONE_WITHIN);
        if (ended) {
            progress.stage(node.name(), "killed");
        }
        return ended;
    }

    private boolean ends(NodeSpec node, Duration within) {
        try {
            return Deadline.in(within, lab.time()).await(PAUSE, () -> lab.process(node).isEmpty());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
