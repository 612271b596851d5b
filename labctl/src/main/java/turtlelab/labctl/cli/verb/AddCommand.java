package turtlelab.labctl.cli.verb;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.Within;
import turtlelab.labctl.lab.action.Add;

/** {@code labctl add}. */
@Command(
        name = "add",
        header = "Grow the cluster by one node: member add, create, start.",
        description =
                "The node takes the addresses after those of the last one. It comes as a learner"
                    + " and gets its vote when it has caught up, so nobody waits for it; if it does"
                    + " not come in time it is removed again. Refuses while the cluster is not"
                    + " healthy. `labctl compare add` shows what --voter does to a cluster of one.",
        footer = {"%nExamples:", "  labctl add turtle4", "  labctl add turtle4 --voter"})
public final class AddCommand implements Callable<Integer> {

    private static final String BROKEN_OFF =
            "See `labctl status` and `labctl ctl member list` for how far it has got.";

    @Mixin private final LabOptions options = new LabOptions();
    @Mixin private final Within within = new Within();

    @Option(
            names = "--voter",
            description = "With a vote at once: it counts in the quorum before it runs.")
    private boolean voter;

    @Parameters(paramLabel = "NODE", description = "Name of the new node.")
    private String name = "";

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.raised();
        var session = options.session();
        var manner = new Add.Manner(!voter, Duration.ZERO, within.limit());
        try (var progress = session.progress(BROKEN_OFF)) {
            var node = new Add(lab, progress, manner).run(name);
            session.streams().out().println(node.name() + " " + lab.endpoint(node));
        }
        return ExitCodes.OK;
    }
}
