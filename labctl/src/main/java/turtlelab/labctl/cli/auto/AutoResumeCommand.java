package turtlelab.labctl.cli.auto;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;

/** {@code labctl auto resume}. */
@Command(
        name = "resume",
        header = "Let members come and go again.",
        footer = {"%nExample:", "  labctl auto resume"})
final class AutoResumeCommand implements Callable<Integer> {
    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions lab = new LabOptions();
    @Mixin private final AutoOptions options = new AutoOptions();

    @Override
    public Integer call() throws InterruptedException {
        options.cluster(lab).resume();
        run.tell("resumed");
        return ExitCodes.OK;
    }
}
