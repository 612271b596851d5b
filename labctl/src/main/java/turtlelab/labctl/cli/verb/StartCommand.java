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

/** {@code labctl start}. */
@Command(
        name = "start",
        header = "Start nodes, all at once, and wait until they are healthy.",
        description =
                "Refuses while any node of the lab is not provisioned. Nodes that run already stay"
                    + " as they are. Fails with the reason and the place of the logs when time is"
                    + " up.",
        footer = {"%nExamples:", "  labctl start", "  labctl start turtle2 turtle3 --timeout 30"})
public final class StartCommand implements Callable<Integer> {

    private static final String BROKEN_OFF =
            "What was started runs on: `labctl start` goes on, `labctl status` shows it.";

    @Mixin private final LabOptions options = new LabOptions();
    @Mixin private final Within within = new Within();

    @Parameters(
            arity = "0..*",
            paramLabel = "NODE",
            description = "Nodes to start; all when none is named.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.raised();
        var session = options.session();
        try (var progress = session.progress(BROKEN_OFF)) {
            new Start(lab, progress, within.limit()).run(Nodes.named(lab, names));
        }
        session.streams().out().println("endpoints: " + lab.endpoints());
        return ExitCodes.OK;
    }
}
