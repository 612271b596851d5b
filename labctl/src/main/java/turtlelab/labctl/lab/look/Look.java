package turtlelab.labctl.lab.look;

import java.util.List;
import java.util.Optional;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.lab.LiveLab;

/** A look at several nodes at once. */
public record Look(List<NodeReport> reports) {

    public Look {
        reports = List.copyOf(reports);
    }

    /** Looks at all nodes of the lab. */
    public static Look at(LiveLab lab) throws InterruptedException {
        return at(lab, lab.lab().nodes());
    }

    /** Looks at these nodes. */
    public static Look at(LiveLab lab, List<NodeSpec> nodes) throws InterruptedException {
        return new Look(InParallel.map(nodes, node -> NodeReport.of(lab, node)));
    }

    /** The same, but only of those that do not answer it is asked whether their daemons live. */
    public static Look atAnswers(LiveLab lab, List<NodeSpec> nodes) throws InterruptedException {
        return new Look(InParallel.map(nodes, node -> NodeReport.ofAnswers(lab, node)));
    }

    /** The same answers, with all daemons looked for after all. */
    public Look withDaemons(LiveLab lab) throws InterruptedException {
        return new Look(InParallel.map(reports, report -> report.withDaemon(lab)));
    }

    public boolean allHealthy() {
        return reports.stream().allMatch(NodeReport::isHealthy);
    }

    /** Whether all healthy nodes follow one leader. */
    public boolean agreesOnALeader() {
        return reports.stream()
                        .flatMap(report -> report.status().stream())
                        .map(status -> status.leader())
                        .distinct()
                        .count()
                == 1;
    }

    /** The node that leads in the highest term, if one leads. */
    public Optional<NodeReport> leader() {
        return reports.stream()
                .filter(NodeReport::isLeader)
                .max((a, b) -> Long.compare(term(a), term(b)));
    }

    private static long term(NodeReport report) {
        return report.status().map(status -> status.term()).orElse(0L);
    }
}
