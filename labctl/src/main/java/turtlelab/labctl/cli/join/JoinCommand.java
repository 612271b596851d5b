package turtlelab.labctl.cli.join;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import turtlelab.join.base.Clock;
import turtlelab.join.cluster.PlainText;
import turtlelab.join.elastic.JoinRequest;
import turtlelab.join.elastic.JoinResult;
import turtlelab.join.elastic.Joiner;
import turtlelab.join.elastic.Journal;
import turtlelab.join.elastic.Promotion;
import turtlelab.join.elastic.Source;
import turtlelab.join.elastic.Sources;
import turtlelab.join.elastic.Strategy;
import turtlelab.join.registry.DiscoveryUrl;
import turtlelab.join.registry.HttpRegistry;
import turtlelab.join.srv.Dns;
import turtlelab.join.srv.OwnNameServer;
import turtlelab.labctl.cli.open.ExitCodes;
import turtlelab.labctl.cli.open.Given;
import turtlelab.labctl.cli.open.ThisRun;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.join.DataFolder;
import turtlelab.labctl.join.JoinSettings;
import turtlelab.labctl.join.OutputForm;

/** {@code labctl join}. */
@Command(
        name = "join",
        header = "Make a place for a node in a cluster and print how it must be started.",
        description = {
            "Finds out whether the cluster is to be founded, joined or gone back to; for a newcomer"
                + " makes a member entry, by the strategy and never at the risk of the quorum; and"
                + " prints settings for turtled or etcd. Starts nothing. On failure nothing is"
                + " printed to stdout.",
            "%nExit codes: 0 ok, 1 usage, 2 the guard refused, 3 the cluster is full, 4 cluster or"
                    + " service down, 6 somebody else joins: try again."
        },
        footer = {
            "%nExamples:",
            "  eval $(labctl join --export --name n4 --discovery $URL \\",
            "      --initial-advertise-peer-urls http://127.0.0.5:2380)",
            "  labctl join -o flags --join-strategy prune --name n4 \\",
            "      --seeds http://127.0.0.2:2379",
            "  labctl join --dry-run --explain --name n4 --discovery-srv lab.test"
        })
public final class JoinCommand implements Callable<Integer> {
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final int MOST_MEMBERS = 999;

    @Mixin private final ThisRun run = new ThisRun();
    @Mixin private final JoinOptions given = new JoinOptions();

    @Option(
            names = "-o",
            paramLabel = "FORM",
            defaultValue = "env",
            description = "env, dropin, flags or json (default: ${DEFAULT-VALUE}).")
    private String form = "env";

    @Option(names = "--export", description = "With -o env: precede each line with export.")
    private boolean export;

    @Option(
            names = "--dead-after",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "A member is dead when silent for so long (default: ${DEFAULT-VALUE}).")
    private String deadAfter = "30s";

    @Option(
            names = "--learner",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Join without a vote first (default); --no-learner: at once as a voter.")
    private boolean learner = true;

    @Option(names = "--dry-run", description = "Change nothing; tell what would be done.")
    private boolean dryRun;

    @Option(names = "--explain", description = "Tell every probe, decision and sum on stderr.")
    private boolean explain;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description =
                    "After printing, wait until the node has started and caught up, and give it its"
                            + " vote.")
    private Optional<String> wait = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        var environment = run.session().environment();
        var name = JoinOptions.value(given.name, "NAME", "", environment);
        var output = check(name, environment);
        var dataDir = JoinOptions.value(given.dataDir, "DATA_DIR", name + ".etcd", environment);
        var source = source(environment);
        var journal = new Journal();
        var request = request(name, dataDir, environment);
        var result = new Joiner(source, request, Clock.SYSTEM, journal).run();
        if (explain || dryRun || given.verbosity > 0) {
            journal.lines().forEach(run::tell);
        } else {
            journal.lines().stream().filter(it -> it.startsWith("warning")).forEach(run::tell);
        }
        var settings = settings(result, environment);
        settings.put("name", name);
        settings.put("data-dir", dataDir);
        var out = run.session().streams().out();
        out.print(output.print(JoinSettings.of(settings), export));
        out.flush();
        if (wait.isPresent() && result instanceof JoinResult.Join joined && !dryRun) {
            promote(joined, Given.duration("--wait", wait.get()));
        }
        return ExitCodes.OK;
    }

    /** In elastic-etcd's order. */
    private OutputForm check(String name, Map<String, String> environment) {
        require(!name.isEmpty(), "name must be set: give --name");
        require(
                peerUrls(environment).length > 0,
                "initial-advertise-peer-urls must consist at least of one url");
        var url = JoinOptions.value(given.discovery, "DISCOVERY", "", environment);
        if (given.domain == null && given.seeds.isEmpty()) {
            parsed(url);
        }
        require(given.ways() <= 1, "--discovery, --discovery-srv, --seeds: give one of them");
        given.seeds.stream()
                .filter(PlainText::isSecure)
                .forEach(it -> require(false, "--seeds " + it + ": " + PlainText.NO_TLS));
        var output =
                OutputForm.parse(form).orElseThrow(() -> Given.wrong(OutputForm.invalid(form)));
        strategy(environment);
        require(!name.matches(".*[\\s,=\"].*"), "invalid name \"" + name + "\"");
        return output;
    }

    private static DiscoveryUrl parsed(String url) {
        require(
                !url.isBlank(),
                "discovery-url must be set: give --discovery, --discovery-srv or --seeds");
        try {
            return DiscoveryUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw Given.wrong(String.valueOf(e.getMessage()));
        }
    }

    private Strategy strategy(Map<String, String> environment) {
        var text = JoinOptions.value(given.strategy, "JOIN_STRATEGY", "replace", environment);
        return Strategy.parse(text).orElseThrow(() -> Given.wrong(Strategy.invalid(text)));
    }

    private String[] peerUrls(Map<String, String> environment) {
        var text =
                JoinOptions.value(
                        given.peerUrls,
                        "INITIAL_ADVERTISE_PEER_URLS",
                        "http://localhost:2380",
                        environment);
        return text.isBlank() ? new String[0] : text.split(",");
    }

    private JoinRequest request(String name, String dataDir, Map<String, String> environment) {
        var data = new DataFolder(Path.of(dataDir));
        var size = number("CLUSTER_SIZE", given.clusterSize, "-1", environment);
        var port = number("CLIENT_PORT", given.clientPort, "2379", environment);
        require(size >= -1 && size <= MOST_MEMBERS, "--cluster-size: use -1 to " + MOST_MEMBERS);
        require(port > 0 && port <= 65_535, "--client-port: use 1 to 65535");
        return new JoinRequest(
                new JoinRequest.Own(
                        name, Arrays.asList(peerUrls(environment)), data.isFresh(), data.member()),
                new JoinRequest.Manner(strategy(environment), learner, dryRun),
                new JoinRequest.Limits(
                        size, port, Given.duration("--dead-after", deadAfter), PROBE));
    }

    private static int number(
            String variable,
            @org.jspecify.annotations.Nullable String flag,
            String other,
            Map<String, String> environment) {
        var text = JoinOptions.value(flag, variable, other, environment);
        require(
                text.matches("-?\\d{1,5}"),
                "--%s: \"%s\" is no number"
                        .formatted(variable.toLowerCase(Locale.ROOT).replace('_', '-'), text));
        return Integer.parseInt(text);
    }

    private Source source(Map<String, String> environment) {
        if (!given.seeds.isEmpty()) {
            return Sources.seeds(given.seeds.stream().map(Given::url).toList());
        }
        if (given.domain != null) {
            return Sources.dns(dns(), given.domain, given.suffix);
        }
        var url = parsed(JoinOptions.value(given.discovery, "DISCOVERY", "", environment));
        return Sources.service(new HttpRegistry(url), url.text());
    }

    /** Records name hosts: whoever tells the one tells where the others are. */
    private Dns dns() {
        if (given.dnsServer != null) {
            Given.address("--dns-server", given.dnsServer);
            OwnNameServer.use(given.dnsServer);
        }
        return OwnNameServer.dns();
    }

    private Map<String, String> settings(JoinResult result, Map<String, String> environment) {
        var settings = new HashMap<String, String>();
        switch (result) {
            case JoinResult.Found(var urls) -> {
                settings.put("initial-cluster-state", "new");
                settings.put("initial-advertise-peer-urls", String.join(",", urls));
                if (given.domain != null) {
                    settings.put("discovery-srv", given.domain);
                    settings.put("discovery-srv-name", given.suffix);
                } else {
                    var url = JoinOptions.value(given.discovery, "DISCOVERY", "", environment);
                    settings.put("discovery", parsed(url).text());
                }
            }
            case JoinResult.Resume _ -> settings.put("initial-cluster-state", "existing");
            case JoinResult.Join(var _, var urls, var cluster, var _) -> {
                settings.put("initial-cluster-state", "existing");
                settings.put("initial-cluster", cluster);
                settings.put("initial-advertise-peer-urls", String.join(",", urls));
            }
            case JoinResult.Refused(var kind, var reason) ->
                    throw new LabFailure(kind(kind), "cluster join failed: " + reason);
        }
        return settings;
    }

    private static LabFailure.Kind kind(JoinResult.Kind kind) {
        return switch (kind) {
            case USAGE -> LabFailure.Kind.CONFIGURATION;
            case GUARD -> LabFailure.Kind.REFUSED;
            case FULL -> LabFailure.Kind.FULL;
            case DOWN -> LabFailure.Kind.UNAVAILABLE;
            case RACE -> LabFailure.Kind.RACE;
        };
    }

    private void promote(JoinResult.Join joined, Duration limit) throws InterruptedException {
        var why = Promotion.of(joined, PROBE, Clock.SYSTEM).await(joined.id(), limit);
        if (why.isPresent()) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "%x has no vote after %d s: %s"
                            .formatted(joined.id(), limit.toSeconds(), why.get()));
        }
        run.tell("%x has its vote".formatted(joined.id()));
    }

    private static void require(boolean good, String message) {
        if (!good) {
            throw Given.wrong(message);
        }
    }
}
