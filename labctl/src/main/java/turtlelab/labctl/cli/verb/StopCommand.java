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
import turtlelab.labctl.lab.action.Stop;

/** {@code labctl stop}. */
@Command(
        name = "stop",
        header = "Stop nodes in order (SIGTERM) and wait until they have ended.",
        description = "Data and settings stay. Nodes that do not run are left alone.",
        footer = {"%nExamples:", "  labctl stop", "  labctl stop turtle2"})
public final class StopCommand implements Callable<Integer> {

    private static final String BROKEN_OFF =
            "`labctl stop` goes on, `labctl status` shows how far it has got.";

    @Mixin private final LabOptions options = new LabOptions();
    @Mixin private final Within within = new Within();

    @Parameters(
            arity = "0..*",
            paramLabel = "NODE",
            description = "Nodes to stop, or 'leader'; all when none is named.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.raised();
        var session = options.session();
        try (var progress = session.progress(BROKEN_OFF)) {
            new Stop(lab, progress, within.limit()).run(Nodes.named(lab, names));
        }
        return ExitCodes.OK;
    }
}
