package turtlelab.labctl.cli.discovery;

import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.discovery.DiscoveryServer;
import turtlelab.labctl.discovery.DiscoveryServer.Faults;
import turtlelab.labctl.discovery.Tokens;

/** {@code labctl discovery serve}. */
@Command(
        name = "serve",
        header = "Run a discovery service until Ctrl-C.",
        description = {
            "It speaks etcd's protocol: /new?size=N makes a token, members register below it. All"
                    + " is kept in memory: a service that restarts has forgotten its tokens.",
            "%nThe fault flags make it slow, failing or stale, to see what nodes make of it."
        },
        footer = {
            "%nExamples:",
            "  labctl discovery serve",
            "  labctl discovery serve --listen 0.0.0.0:8087 --fail-every 3"
        })
final class ServeCommand implements Callable<Integer> {

    static final String DEFAULT_ADDRESS = "127.0.0.1:8087";

    @Mixin private final ThisRun run = new ThisRun();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = DEFAULT_ADDRESS,
            description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private String listen = DEFAULT_ADDRESS;

    @Option(
            names = "--advertise",
            paramLabel = "URL",
            description = "What tokens begin with; else where it listens.")
    private String advertise = "";

    @Option(
            names = "--token-ttl",
            paramLabel = "DURATION",
            defaultValue = "168h",
            description = "Forget a token after this long (default: ${DEFAULT-VALUE}).")
    private String ttl = "168h";

    @Option(
            names = "--delay",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "Fault: answer so late.")
    private String delay = "0s";

    @Option(
            names = "--fail-every",
            paramLabel = "N",
            description = "Fault: every so manyth request fails with status 500.")
    private int failEvery;

    @Option(
            names = "--stale",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "Fault: lists do not show what is younger.")
    private String stale = "0s";

    @Override
    public Integer call() throws InterruptedException {
        var time = run.session().surroundings().time();
        var settings =
                new Tokens.Settings(
                        Given.duration("--token-ttl", ttl), Given.duration("--stale", stale));
        Given.atLeast(0, "--fail-every", failEvery);
        var faults = new Faults(Given.duration("--delay", delay), failEvery);
        try (var server =
                DiscoveryServer.open(
                        address(listen), advertise, new Tokens(settings, time), faults, time)) {
            run.print(server.url());
            run.tell("a new token: curl '%s/new?size=3'".formatted(server.url()));
            run.stay();
        }
        return ExitCodes.OK;
    }

    private static InetSocketAddress address(String text) {
        if (!text.matches(".+:\\d{1,5}")) {
            throw Given.wrong("--listen %s: use host:port".formatted(text));
        }
        return Given.address("--listen", text);
    }
}
