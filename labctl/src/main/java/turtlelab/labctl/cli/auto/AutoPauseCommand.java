package turtlelab.labctl.cli.auto;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;

/** {@code labctl auto pause}. */
@Command(
        name = "pause",
        header = "Let no member come or go until `labctl auto resume`.",
        footer = {"%nExample:", "  labctl auto pause moving the rack"})
final class AutoPauseCommand implements Callable<Integer> {
    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions lab = new LabOptions();
    @Mixin private final AutoOptions options = new AutoOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "WHY",
            description = "Shown to whoever wonders (default: by hand).")
    private List<String> words = List.of();

    @Override
    public Integer call() throws InterruptedException {
        var why = words.isEmpty() ? "by hand" : String.join(" ", words);
        options.cluster(lab).pause(why);
        run.tell("paused: " + why);
        return ExitCodes.OK;
    }
}
