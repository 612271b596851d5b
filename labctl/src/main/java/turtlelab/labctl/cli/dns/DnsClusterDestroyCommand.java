package turtlelab.labctl.cli.dns;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.LabOptions;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.dns.DnsCluster;

/** {@code labctl dns-cluster destroy}. */
@Command(
        name = "destroy",
        header = "Take the records out of DNS and the lab down.",
        description = "Removes the records first. Safe to repeat.",
        footer = {"%nExample:", "  labctl dns-cluster destroy --domain lab.test"})
final class DnsClusterDestroyCommand implements Callable<Integer> {

    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final LabOptions options = new LabOptions();
    @Mixin private final DnsOptions dns = new DnsOptions();

    @Override
    public Integer call() throws InterruptedException {
        var lab = options.ifRaised();
        if (lab.isEmpty()) {
            run.tell("no lab is raised");
            return ExitCodes.OK;
        }
        var domain = new DnsCluster.Domain(dns.domain(), dns.server(), dns.ttl(), dns::dns);
        try (var progress = run.session().terminal().progress(run.session().streams())) {
            new DnsCluster(lab.get(), dns.provider(run), domain, progress).destroy();
        }
        return ExitCodes.OK;
    }
}
