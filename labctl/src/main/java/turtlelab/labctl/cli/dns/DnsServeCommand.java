package turtlelab.labctl.cli.dns;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.dns.NodeRecords;
import turtlelab.labctl.dns.server.DnsServer;
import turtlelab.labctl.dns.server.Misbehaviour;
import turtlelab.labctl.dns.server.Zone;

/** {@code labctl dns serve}. */
@Command(
        name = "serve",
        header = "Run an authoritative name server for one domain until Ctrl-C.",
        description = {
            "UDP and TCP; takes updates (RFC 2136) and gives its zone away (AXFR) without a key, so"
                    + " keep it on loopback or in the lab's network.",
            "%nThe fault flags make it late, stale or deaf."
        },
        footer = {
            "%nExamples:",
            "  labctl dns serve",
            "  labctl dns serve --propagation 3s --stale-for 127.0.0.2=30s --drop-every 4"
        })
final class DnsServeCommand implements Callable<Integer> {

    @Mixin private final ThisRun run = new ThisRun();

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            defaultValue = "lab.test",
            description = "The domain (default: ${DEFAULT-VALUE}).")
    private String domain = "lab.test";

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = DnsOptions.DEFAULT_SERVER,
            description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private String listen = DnsOptions.DEFAULT_SERVER;

    @Option(
            names = "--negative-ttl",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long others may remember what is missing.")
    private long negativeTtl = 5;

    @Option(
            names = "--propagation",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "Fault: changes are seen so late.")
    private String propagation = "0s";

    @Option(
            names = "--stale-for",
            paramLabel = "ADDRESS=DURATION",
            description = "Fault: this client sees them so much later.")
    private Map<String, String> staleFor = Map.of();

    @Option(
            names = "--drop-every",
            paramLabel = "N",
            description = "Fault: every so manyth request gets no answer.")
    private int dropEvery;

    @Option(
            names = "--delay",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "Fault: every answer comes so late.")
    private String delay = "0s";

    @Override
    public Integer call() throws InterruptedException {
        Given.atLeast(0, "--negative-ttl", negativeTtl);
        Given.atLeast(0, "--drop-every", dropEvery);
        var stale = new HashMap<String, Duration>();
        staleFor.forEach((client, text) -> stale.put(client, Given.duration("--stale-for", text)));
        var faults =
                new Misbehaviour(
                        Given.duration("--propagation", propagation),
                        stale,
                        dropEvery,
                        Given.duration("--delay", delay));
        var time = run.session().surroundings().time();
        var zone = new Zone(NodeRecords.name(domain), negativeTtl, time);
        try (var server = DnsServer.open(Given.address("--listen", listen), zone, faults, time)) {
            var at = server.address();
            run.print("%s:%d".formatted(at.getAddress().getHostAddress(), at.getPort()));
            run.tell(
                    "serving %s: dig @%s -p %d _etcd-server._tcp.%s SRV"
                            .formatted(
                                    domain,
                                    at.getAddress().getHostAddress(),
                                    at.getPort(),
                                    domain));
            run.stay();
        }
        return ExitCodes.OK;
    }
}
