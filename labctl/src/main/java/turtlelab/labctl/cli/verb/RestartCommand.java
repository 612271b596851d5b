package turtlelab.labctl.cli.verb;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.Nodes;
import turtlelab.labctl.cli.open.Within;
import turtlelab.labctl.lab.action.Start;
import turtlelab.labctl.lab.action.Stop;

/** {@code labctl restart}. */
@Command(
        name = "restart",
        header = "Stop nodes in order, then start them again from their data.",
        description = "Ends when they are healthy; the timeout counts for each half.",
        footer = {"%nExamples:", "  labctl restart", "  labctl restart turtle1"})
public final class RestartCommand implements Callable<Integer> {

    private static final String BROKEN_OFF =
            "`labctl up` starts what does not run, `labctl status` shows it.";

    @Mixin private final LabOptions options = new LabOptions();
    @Mixin private final Within within = new Within();

    @Parameters(
            arity = "0..*",
            paramLabel = "NODE",
            description = "Nodes to restart, or 'leader'; all when none is named.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.raised();
        var session = options.session();
        var nodes = Nodes.named(lab, names);
        try (var progress = session.progress(BROKEN_OFF)) {
            new Stop(lab, progress, within.limit()).run(nodes);
            new Start(lab, progress, within.limit()).run(nodes);
        }
        return ExitCodes.OK;
    }
}
