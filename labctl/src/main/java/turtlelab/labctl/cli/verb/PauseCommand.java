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

/** {@code labctl pause}. */
@Command(
        name = "pause",
        header = "Let daemons stand still with SIGSTOP, sockets open.",
        description = "`labctl resume NODE` lets them go on, not knowing that time has passed.",
        footer = {"%nExamples:", "  labctl pause turtle2", "  labctl pause leader"})
public final class PauseCommand implements Callable<Integer> {

    @Mixin private final LabOptions options = new LabOptions();

    @Parameters(arity = "1..*", paramLabel = "NODE", description = "Nodes to pause, or 'leader'.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.raised();
        for (var node : Nodes.named(lab, names)) {
            var before = lab.process(node);
            new Pause(lab, node).strike();
            var done =
                    before.map(it -> it.paused() ? "paused already" : "paused")
                            .orElse("not running");
            options.session().streams().err().println(node.name() + ": " + done);
        }
        return ExitCodes.OK;
    }
}
