package turtlelab.labctl.cli.auto;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;

/** {@code labctl auto volunteer}. */
@Command(
        name = "volunteer",
        header = "Let a host be a member again: after a revoke, or before its penalty is over.",
        footer = {"%nExample:", "  labctl auto volunteer h2"})
final class AutoVolunteerCommand implements Callable<Integer> {
    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions lab = new LabOptions();
    @Mixin private final AutoOptions options = new AutoOptions();
    @Mixin private final AutoHost host = new AutoHost();

    @Override
    public Integer call() throws InterruptedException {
        var cluster = options.cluster(lab);
        cluster.volunteer(host.known(cluster));
        run.tell(host.known(cluster) + " may be a member");
        return ExitCodes.OK;
    }
}
