package turtlelab.labctl.cli.auto;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;

/** {@code labctl auto revoke}. */
@Command(
        name = "revoke",
        header = "Take a host's offer back: it leaves, stays a client, and is not nominated.",
        description = "A leader hands over first. Whom the quorum needs stays until it does not.",
        footer = {"%nExample:", "  labctl auto revoke h2"})
final class AutoRevokeCommand implements Callable<Integer> {
    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions lab = new LabOptions();
    @Mixin private final AutoOptions options = new AutoOptions();
    @Mixin private final AutoHost host = new AutoHost();

    @Override
    public Integer call() throws InterruptedException {
        var cluster = options.cluster(lab);
        var name = host.known(cluster);
        cluster.revoke(name);
        run.tell(
                "%s shall be no member; `labctl auto volunteer %s` takes that back"
                        .formatted(name, name));
        return ExitCodes.OK;
    }
}
