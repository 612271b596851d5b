package turtlelab.labctl.cli.verb;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.Nodes;
import turtlelab.labctl.fault.Pause;

/** {@code labctl resume}. */
@Command(
        name = "resume",
        header = "Let paused daemons go on (SIGCONT).",
        description = "Daemons that are not paused are left alone.",
        footer = {"%nExamples:", "  labctl resume turtle2"})
public final class ResumeCommand implements Callable<Integer> {

    @Mixin private final LabOptions options = new LabOptions();

    @Parameters(arity = "1..*", paramLabel = "NODE", description = "Nodes to resume.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.raised();
        for (var node : Nodes.named(lab, names)) {
            var before = lab.process(node);
            new Pause(lab, node).heal();
            var done =
                    before.map(it -> it.paused() ? "resumed" : "was not paused")
                            .orElse("not running");
            options.session().streams().err().println(node.name() + ": " + done);
        }
        return ExitCodes.OK;
    }
}
