package turtlelab.labctl.cli.verb;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.Nodes;
import turtlelab.labctl.fault.Kill;

/** {@code labctl kill}. */
@Command(
        name = "kill",
        header = "End daemons at once with SIGKILL, as a power cut would.",
        description =
                "The disk stays as it is; `labctl start NODE` or `labctl up` brings the node back.",
        footer = {"%nExamples:", "  labctl kill turtle2", "  labctl kill leader"})
public final class KillCommand implements Callable<Integer> {

    @Mixin private final LabOptions options = new LabOptions();

    @Parameters(arity = "1..*", paramLabel = "NODE", description = "Nodes to kill, or 'leader'.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.raised();
        for (var node : Nodes.named(lab, names)) {
            boolean runs = lab.process(node).isPresent();
            new Kill(lab, node).strike();
            var done = runs ? "killed" : "not running";
            options.session().streams().err().println(node.name() + ": " + done);
        }
        return ExitCodes.OK;
    }
}
