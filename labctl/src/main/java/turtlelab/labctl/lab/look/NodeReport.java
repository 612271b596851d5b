package turtlelab.labctl.lab.look;

import java.util.Optional;
import turtlelab.labctl.client.Answer;
import turtlelab.labctl.client.NodeStatus;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.lab.LiveLab;

/**
 * What one look at a node showed.
 *
 * @param reason why it is not healthy, a phrase; empty when it is
 */
public record NodeReport(
        NodeSpec node,
        Health health,
        String reason,
        Optional<NodeProcess> process,
        Optional<NodeStatus> status) {

    /** Looks at the node now; takes at most some seconds, however it is. */
    public static NodeReport of(LiveLab lab, NodeSpec node) {
        try {
            return look(lab, node);
        } catch (MachineLost e) {
            return without(node, Health.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    /** The same, but the daemon of a node that answers is not looked for. */
    static NodeReport ofAnswers(LiveLab lab, NodeSpec node) {
        return switch (lab.client(node).status()) {
            case Answer.Given<NodeStatus>(var status) ->
                    serving(lab, node, Optional.empty(), status);
            case Answer.Missing<NodeStatus> _ -> of(lab, node);
        };
    }

    /** What it answered, with its daemon looked for after all: another may answer in its place. */
    NodeReport withDaemon(LiveLab lab) {
        try {
            var process = lab.process(node);
            return notRunning(lab, node, process)
                    .orElseGet(() -> new NodeReport(node, health, reason, process, status));
        } catch (MachineLost e) {
            return without(node, Health.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    private static NodeReport look(LiveLab lab, NodeSpec node) {
        var process = lab.process(node);
        return notRunning(lab, node, process).orElseGet(() -> running(lab, node, process));
    }

    private static Optional<NodeReport> notRunning(
            LiveLab lab, NodeSpec node, Optional<NodeProcess> process) {
        if (process.isEmpty()) {
            return Optional.of(
                    lab.isProvisioned(node)
                            ? without(node, Health.STOPPED, "it is not running")
                            : without(node, Health.UNPROVISIONED, "it is not provisioned"));
        }
        return process.filter(NodeProcess::paused)
                .map(
                        _ ->
                                new NodeReport(
                                        node,
                                        Health.PAUSED,
                                        "it is paused",
                                        process,
                                        Optional.empty()));
    }

    private static NodeReport running(LiveLab lab, NodeSpec node, Optional<NodeProcess> process) {
        return switch (lab.client(node).status()) {
            case Answer.Given<NodeStatus>(var status) -> serving(lab, node, process, status);
            case Answer.Missing<NodeStatus>(var why) ->
                    new NodeReport(node, Health.UNREACHABLE, why, process, Optional.empty());
        };
    }

    private static NodeReport serving(
            LiveLab lab, NodeSpec node, Optional<NodeProcess> process, NodeStatus status) {
        var known = Optional.of(status);
        if (!status.knowsALeader()) {
            return new NodeReport(node, Health.UNHEALTHY, "it knows no leader", process, known);
        }
        return switch (lab.client(node).health()) {
            case Answer.Given<Boolean> _ ->
                    new NodeReport(node, Health.HEALTHY, "", process, known);
            case Answer.Missing<Boolean>(var why) ->
                    new NodeReport(node, Health.UNHEALTHY, why, process, known);
        };
    }

    private static NodeReport without(NodeSpec node, Health health, String reason) {
        return new NodeReport(node, health, reason, Optional.empty(), Optional.empty());
    }

    public boolean isHealthy() {
        return health == Health.HEALTHY;
    }

    public boolean isLeader() {
        return status.filter(NodeStatus::isLeader).isPresent();
    }

    /** Its role in a word, {@code -} where it cannot be known. */
    public String role() {
        return status.map(NodeReport::role).orElse("-");
    }

    private static String role(NodeStatus status) {
        if (status.isLearner()) {
            return "learner";
        }
        if (status.isLeader()) {
            return "leader";
        }
        return status.knowsALeader() ? "follower" : "no leader";
    }
}
