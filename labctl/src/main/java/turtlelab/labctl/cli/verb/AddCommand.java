package turtlelab.labctl.cli.verb;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
                "The node takes the addresses after those of the last one. Refuses while the"
                    + " cluster is not healthy, since the new member counts in the quorum before it"
                    + " runs.",
        footer = {"%nExample:", "  labctl add turtle4"})
public final class AddCommand implements Callable<Integer> {

    @Mixin private final LabOptions options = new LabOptions();
    @Mixin private final Within within = new Within();

    @Parameters(paramLabel = "NODE", description = "Name of the new node.")
    private String name = "";

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.raised();
        var session = options.session();
        try (var progress = session.terminal().progress(session.streams())) {
            var node = new Add(lab, progress, within.limit()).run(name);
            session.streams().out().println(node.name() + " " + lab.endpoint(node));
        }
        return ExitCodes.OK;
    }
}
