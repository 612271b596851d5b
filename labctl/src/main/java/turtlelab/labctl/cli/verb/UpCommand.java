package turtlelab.labctl.cli.verb;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.NodeCount;
import turtlelab.labctl.cli.open.Printed;
import turtlelab.labctl.cli.open.Within;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.action.Up;
import turtlelab.labctl.lab.look.Look;

/** {@code labctl up}. */
@Command(
        name = "up",
        header = "Raise the lab: create, provision, start. Ends with a healthy cluster.",
        description =
                "Makes what is missing and starts what does not run, so it is safe to repeat and"
                    + " also heals a lab in which nodes were killed or stopped. No daemon starts"
                    + " before all nodes are provisioned. Fails with the reason when the cluster is"
                    + " not healthy in time.",
        footer = {
            "%nExamples:",
            "  labctl up                          three turtles of our own",
            "  labctl up --nodes 5 --engine etcd  five nodes running the real etcd"
        })
public final class UpCommand implements Callable<Integer> {

    private static final String BROKEN_OFF =
            "What was made is recorded: `labctl up` goes on, `labctl down` removes it.";

    @Mixin private final LabOptions options = new LabOptions();
    @Mixin private final NodeCount count = new NodeCount();
    @Mixin private final Within within = new Within();

    @Option(names = "--json", description = "Print the nodes as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.toRaise(count.value());
        var session = options.session();
        try (var progress = session.progress(BROKEN_OFF)) {
            new Up(lab, progress, within.limit()).run();
        }
        var look = Look.at(lab);
        var out = session.streams().out();
        if (json) {
            out.println(Printed.json(lab, look));
        } else {
            out.print(welcome(lab, look));
        }
        return ExitCodes.OK;
    }

    private static String welcome(LiveLab lab, Look look) {
        var first = lab.lab().nodes().getFirst();
        var leader = look.leader().map(report -> report.node().name()).orElse("nobody yet");
        return """
        The cluster is healthy: %s %s %s, %s leads.
        endpoints: %s
        Plain HTTP, no passwords: an insecure lab, on purpose.

        Try next:
          ETCDCTL_API=2 etcdctl --endpoints %s cluster-health
          labctl status
          labctl kill leader      (then look again; `labctl up` heals it)
          labctl down             (removes everything)
        """
                .formatted(
                        lab.lab().names(),
                        lab.lab().nodes().size() == 1 ? "runs" : "run",
                        lab.lab().engine(),
                        leader,
                        lab.endpoints(),
                        lab.endpoint(first));
    }
}
