package turtlelab.labctl.cli.verb;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.Nodes;
import turtlelab.labctl.cli.open.Printed;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.look.Look;

/** {@code labctl status}. */
@Command(
        name = "status",
        header = "Show each node: role, term, indexes, health, process.",
        description = "Exits with 0 when all nodes are healthy, else with 5.",
        footer = {
            "%nExamples:",
            "  labctl status",
            "  labctl status --watch",
            "  labctl status --json"
        })
public final class StatusCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String CLEAR = "\033[H\033[2J";

    @Mixin private final LabOptions options = new LabOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--watch", description = "Look again every second, until Ctrl-C.")
    private boolean watch;

    @Parameters(
            arity = "0..*",
            paramLabel = "NODE",
            description = "Nodes to look at; all when none is named.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.raised();
        var nodes = Nodes.named(lab, names);
        while (true) {
            var look = Look.at(lab, nodes);
            print(lab, look);
            if (!watch || options.session().streams().out().checkError()) {
                return look.allHealthy() ? ExitCodes.OK : ExitCodes.UNHEALTHY;
            }
            lab.time().pause(PAUSE);
        }
    }

    private void print(LiveLab lab, Look look) {
        var out = options.session().streams().out();
        var terminal = options.session().terminal();
        if (json) {
            out.println(Printed.json(lab, look));
            return;
        }
        if (watch && terminal.live()) {
            out.print(CLEAR);
        }
        Printed.table(look, terminal).forEach(out::println);
        out.flush();
    }
}
