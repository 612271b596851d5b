package turtlelab.labctl.lab.action;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import turtlelab.labctl.client.Member;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.look.Look;
import turtlelab.labctl.lab.look.NodeReport;
import turtlelab.labctl.render.Progress;

/**
 * Waits until nodes are healthy: all of them serve, follow one leader and have told the cluster
 * their names. Gives up at the deadline, and at once when a daemon dies.
 */
public final class AwaitHealthy {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int LOG_LINES = 15;

    private final LiveLab lab;
    private final Progress progress;
    private final Duration limit;

    public AwaitHealthy(LiveLab lab, Progress progress, Duration limit) {
        this.lab = lab;
        this.progress = progress;
        this.limit = limit;
    }

    /**
     * Waits for these nodes, which must have been launched.
     *
     * @throws LabFailure when one dies, or they are not healthy in time; says why and where the
     *     logs lie
     */
    public void of(List<NodeSpec> nodes) throws InterruptedException {
        var deadline = Deadline.in(limit, lab.time());
        while (true) {
            long start = lab.time().nanos();
            var look = look(nodes);
            look.reports().forEach(this::tell);
            if (look.allHealthy() && look.agreesOnALeader() && knowsAllNames(nodes)) {
                return;
            }
            if (deadline.isOver()) {
                throw late(look);
            }
            lab.time().pause(pause(Duration.ofNanos(lab.time().nanos() - start)));
        }
    }

    /** A look costs machines what their daemons need to start: half of the time is left to them. */
    static Duration pause(Duration look) {
        if (look.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return look.compareTo(LONGEST) > 0 ? LONGEST : look;
    }

    /**
     * Where all answer well it is looked at the daemons, too: somebody else may answer, on the
     * address of a daemon that died for that.
     */
    private Look look(List<NodeSpec> nodes) throws InterruptedException {
        var answers = Look.atAnswers(lab, nodes);
        return answers.allHealthy() ? answers.withDaemons(lab) : answers;
    }

    private void tell(NodeReport report) {
        var name = report.node().name();
        switch (report.health()) {
            case STOPPED, UNPROVISIONED -> throw died(report.node());
            case HEALTHY -> progress.stage(name, "healthy");
            case UNHEALTHY -> progress.stage(name, "answers, waits for a leader");
            case UNREACHABLE -> progress.stage(name, "starting");
            case PAUSED -> progress.stage(name, "paused");
        }
    }

    private boolean knowsAllNames(List<NodeSpec> nodes) {
        var published = new HashSet<String>();
        lab.client(nodes.getFirst())
                .members()
                .found()
                .ifPresent(
                        members ->
                                members.stream()
                                        .filter(member -> !member.clientUrls().isEmpty())
                                        .map(Member::name)
                                        .forEach(published::add));
        return nodes.stream().allMatch(node -> published.contains(node.name()));
    }

    private LabFailure died(NodeSpec node) {
        var log = lab.driver().place(node).log();
        var lines =
                lab.lastLogLines(node, LOG_LINES).stream()
                        .map(line -> "  " + line)
                        .collect(Collectors.joining(System.lineSeparator()));
        return new LabFailure(
                LabFailure.Kind.UNAVAILABLE,
                "%s died right after its start (try `labctl doctor`); its log, %s, ends:%n%s"
                        .formatted(node.name(), log, lines));
    }

    private LabFailure late(Look look) {
        var why =
                look.reports().stream()
                        .map(this::explain)
                        .collect(Collectors.joining(System.lineSeparator()));
        return new LabFailure(
                LabFailure.Kind.UNHEALTHY,
                "the cluster is not healthy after %d s:%n%s%nTry `labctl status`, `labctl doctor`."
                        .formatted(limit.toSeconds(), why));
    }

    private String explain(NodeReport report) {
        var node = report.node();
        return report.isHealthy()
                ? "  %s: healthy".formatted(node.name())
                : "  %s: %s; its log: %s"
                        .formatted(node.name(), report.reason(), lab.driver().place(node).log());
    }
}
