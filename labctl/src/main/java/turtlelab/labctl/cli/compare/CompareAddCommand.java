package turtlelab.labctl.cli.compare;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.compare.Additions;

/** {@code labctl compare add}. */
@Command(
        name = "add",
        header = "One node becomes two: as a voter at once, and as a learner first.",
        description =
                "A voter counts from the moment it is added: writes stop until its daemon runs. A"
                        + " learner counts when it has caught up.",
        footer = {
            "%nExamples:",
            "  labctl compare add",
            "  labctl compare add --engine etcd --hesitate 5s",
            "  labctl compare add --json"
        })
final class CompareAddCommand implements Callable<Integer> {

    @Mixin private final CompareOptions options = new CompareOptions();

    @Option(
            names = "--hesitate",
            paramLabel = "DURATION",
            defaultValue = "2s",
            description =
                    "Between adding the member and starting it, as people do (${DEFAULT-VALUE}).")
    private String hesitate = "";

    @Override
    public Integer call() throws InterruptedException {
        var hesitation = Given.duration("--hesitate", hesitate);
        options.print(
                (engine, heap, progress) ->
                        new Additions(engine, heap, hesitation, progress).run());
        return ExitCodes.OK;
    }
}
