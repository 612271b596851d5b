package turtlelab.labctl.cli.discovery;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.ctl.flag.GoDuration;
import turtlelab.labctl.discovery.DiscoveryServer;
import turtlelab.labctl.discovery.DiscoveryServer.Faults;
import turtlelab.labctl.discovery.Tokens;
import turtlelab.labctl.exec.LabFailure;

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
                new Tokens.Settings(duration("--token-ttl", ttl), duration("--stale", stale));
        var faults = new Faults(duration("--delay", delay), failEvery);
        try (var server =
                DiscoveryServer.open(
                        address(listen), advertise, new Tokens(settings, time), faults, time)) {
            run.print(server.url());
            run.tell("a new token: curl '%s/new?size=3'".formatted(server.url()));
            run.stay();
        }
        return ExitCodes.OK;
    }

    private static Duration duration(String flag, String text) {
        return GoDuration.parse(text)
                .filter(it -> !it.isNegative())
                .orElseThrow(() -> wrong("%s %s: use 500ms, 2s, 1h".formatted(flag, text)));
    }

    private static InetSocketAddress address(String text) {
        var colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw wrong("--listen %s: use host:port".formatted(text));
        }
        var host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
        return new InetSocketAddress(host, Integer.parseInt(text.substring(colon + 1)));
    }

    private static LabFailure wrong(String message) {
        return new LabFailure(LabFailure.Kind.CONFIGURATION, message);
    }
}
