package turtlelab.labctl.cli.auto;

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
        footer = {"%nExample:", "  labctl auto pause \"moving the rack\""})
final class AutoPauseCommand implements Callable<Integer> {
    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions lab = new LabOptions();
    @Mixin private final AutoOptions options = new AutoOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "WHY",
            defaultValue = "by hand",
            description = "Shown to whoever wonders (default: ${DEFAULT-VALUE}).")
    private String why = "by hand";

    @Override
    public Integer call() throws InterruptedException {
        options.cluster(lab).pause(why);
        run.tell("paused: " + why);
        return ExitCodes.OK;
    }
}
