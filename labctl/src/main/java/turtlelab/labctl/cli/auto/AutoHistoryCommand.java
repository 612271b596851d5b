package turtlelab.labctl.cli.auto;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.join.base.Json;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;

/** {@code labctl auto history}. */
@Command(
        name = "history",
        header = "Show what was decided, when in the order of things, and why.",
        description = "The journal lives in the cluster and keeps the last 200 decisions.",
        footer = {"%nExample:", "  labctl auto history -n 5"})
final class AutoHistoryCommand implements Callable<Integer> {
    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions lab = new LabOptions();
    @Mixin private final AutoOptions options = new AutoOptions();

    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "20",
            description = "Only the newest N (default: ${DEFAULT-VALUE}).")
    private int most = 20;

    @Override
    public Integer call() throws InterruptedException {
        var entries = options.cluster(lab).history(Math.max(1, most));
        if (options.json()) {
            run.print(Json.write(entries));
            return ExitCodes.OK;
        }
        HistoryTable.of(entries, run.session().terminal().width()).forEach(run::print);
        return ExitCodes.OK;
    }
}
