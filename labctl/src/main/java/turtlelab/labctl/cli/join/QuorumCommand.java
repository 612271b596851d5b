package turtlelab.labctl.cli.join;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.join.base.Json;
import turtlelab.join.quorum.Voters;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.quorum.Sums;

/** {@code labctl quorum}. */
@Command(
        name = "quorum",
        header = "Do the sums: how many may fail, and which change is safe.",
        description =
                "Works through the steps in this order: remove dead members, remove living ones,"
                    + " add. A member that is added counts at once, whether it ever starts or not."
                    + " Exits with 2 when a step is not safe.",
        footer = {
            "%nExamples:",
            "  labctl quorum --members 3",
            "  labctl quorum --members 5 --down 2 --add 1",
            "  labctl quorum --members 3 --down 1 --remove-dead 1 --add 1 --learner"
        })
public final class QuorumCommand implements Callable<Integer> {

    @Mixin private final LabOptions options = new LabOptions();

    @Option(names = "--members", required = true, paramLabel = "N", description = "Voters.")
    private int members;

    @Option(names = "--down", paramLabel = "N", description = "So many of them are down.")
    private int down;

    @Option(names = "--remove-dead", paramLabel = "N", description = "Remove so many dead ones.")
    private int removeDead;

    @Option(names = "--remove", paramLabel = "N", description = "Remove so many living ones.")
    private int remove;

    @Option(names = "--add", paramLabel = "N", description = "Add so many, one at a time.")
    private int add;

    @Option(names = "--learner", description = "Add them as learners, promote when caught up.")
    private boolean learner;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        check(members >= 1 && members <= 99, "--members: use 1 to 99");
        check(down >= 0 && down <= members, "--down: use 0 to " + members);
        check(
                removeDead >= 0 && remove >= 0 && add >= 0 && add <= 99,
                "--remove-dead, --remove, --add: use 0 to 99");
        var sums =
                Sums.of(Voters.of(members, down), new Sums.Plan(removeDead, remove, add, learner));
        var out = options.session().streams().out();
        if (json) {
            out.println(Json.write(sums));
        } else {
            sums.lines().forEach(out::println);
        }
        return sums.allowed() ? ExitCodes.OK : ExitCodes.REFUSED;
    }

    private static void check(boolean good, String message) {
        if (!good) {
            throw Given.wrong(message);
        }
    }
}
