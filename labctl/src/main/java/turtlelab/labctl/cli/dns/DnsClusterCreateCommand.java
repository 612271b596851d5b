package turtlelab.labctl.cli.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.cli.open.Within;
import turtlelab.labctl.dns.DnsCluster;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.lab.LiveLab;

/** {@code labctl dns-cluster create}. */
@Command(
        name = "create",
        header = "Make nodes, publish them, wait for every resolver, start them at once.",
        description = {
            "Each node gets a name that never was before, and three records. No daemon starts"
                    + " before every node's own resolver sees all records. When a step fails, all"
                    + " that was made is removed again, records first.",
            "%n--one-by-one does it wrong on purpose: each node starts before the next is"
                    + " published, and `labctl doctor` names the clusters that come of it."
        },
        footer = {
            "%nExamples:",
            "  labctl dns-cluster create --size 3 --domain lab.test",
            "  labctl dns-cluster create --one-by-one ; labctl doctor"
        })
final class DnsClusterCreateCommand implements Callable<Integer> {

    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions options = new LabOptions();
    @Mixin private final DnsOptions dns = new DnsOptions();
    @Mixin private final Within within = new Within();

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "3",
            description = "Nodes (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--dns-timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Until DNS must be ready (default: ${DEFAULT-VALUE}).")
    private long dnsTimeout = 600;

    @Option(names = "--one-by-one", description = "The accident: publish and start one by one.")
    private boolean oneByOne;

    @Option(
            names = "--rollback",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Remove what was made when a step fails (default).")
    private boolean rollback = true;

    @Override
    public Integer call() throws InterruptedException {
        if (size < 1 || size > 7) {
            throw Given.wrong("--size %d: use 1 to 7".formatted(size));
        }
        if (options.ifRaised().isPresent()) {
            throw new LabFailure(
                    LabFailure.Kind.REFUSED,
                    "a lab is raised here already: run `labctl down`, which removes its data");
        }
        var lab = named(options.planned(Optional.of(size)));
        var domain = new DnsCluster.Domain(dns.domain(), dns.server(), dns.ttl(), dns::dns);
        var plan =
                new DnsCluster.Plan(
                        Duration.ofSeconds(dnsTimeout), within.limit(), oneByOne, rollback);
        try (var progress = run.session().terminal().progress(run.session().streams())) {
            new DnsCluster(lab, dns.provider(run), domain, progress).create(plan);
        }
        lab.lab().nodes().forEach(node -> run.print(node.name() + " " + lab.urls(node).client()));
        return ExitCodes.OK;
    }

    /** A rebuilt cluster never meets the names of its forerunner. */
    private LiveLab named(LiveLab planned) {
        var nodes = new ArrayList<NodeSpec>();
        for (var node : planned.lab().nodes()) {
            var name = "etcd-" + UUID.randomUUID().toString().replace("-", "");
            nodes.add(new NodeSpec(name, node.local(), node.vm()));
        }
        return new LiveLab(
                planned.lab().withNodes(nodes),
                planned.folder(),
                planned.driver(),
                run.session().surroundings());
    }
}
