package turtlelab.node.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import turtlelab.node.app.auto.AutoFlags;
import turtlelab.node.app.auto.HostConfig;
import turtlelab.node.app.flags.ConfigFailure;
import turtlelab.node.app.flags.GoDuration;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.app.join.FindingFlags;
import turtlelab.node.app.upkeep.UpkeepConfig;
import turtlelab.node.base.UrlSet;
import turtlelab.node.discovery.BootstrapFlags;
import turtlelab.node.discovery.Finding;
import turtlelab.node.grpc.PingRules;
import turtlelab.node.http.AccessRules;

/** Everything a node is told at start, read and checked. */
public record NodeConfig(
        BootstrapFlags bootstrap,
        Finding finding,
        Directories directories,
        Urls urls,
        Behaviour behaviour,
        Optional<HostConfig> host) {

    private static final Duration SHORTEST_NOTICES = Duration.ofMillis(100);

    /** Where durable things live. */
    public record Directories(Path data, Path wal) {}

    /**
     * Where to listen, and what to tell clients; peer URLs told to members are {@link
     * BootstrapFlags}'.
     */
    public record Urls(UrlSet listenPeer, UrlSet listenClient, UrlSet advertiseClient) {}

    /** How the node behaves once it runs. */
    public record Behaviour(
            Timing timing,
            Limits limits,
            UpkeepConfig upkeep,
            AccessRules access,
            boolean enableV2,
            boolean strictReconfigCheck,
            boolean forceNewCluster) {}

    /**
     * The pace of consensus.
     *
     * @param snapshotCount log entries kept for slow followers; who needs older ones gets a
     *     snapshot
     * @param progressNotices between two of them to watches that want to hear that nothing happens
     */
    public record Timing(
            Duration heartbeat, Duration election, long snapshotCount, Duration progressNotices) {}

    /** What a single request may hold, and how often clients may ping. */
    public record Limits(int maxTxnOps, int maxRequestBytes, PingRules pings) {}

    public String name() {
        return bootstrap.name();
    }

    /**
     * Reads the configuration out of the settings.
     *
     * @throws ConfigFailure when etcd would refuse it, in etcd's words
     */
    public static NodeConfig of(Settings given) throws ConfigFailure {
        var host = AutoFlags.read(given);
        var settings = host.isPresent() ? AutoFlags.asEtcds(given, host.get()) : given;
        ConfigCheck.check(settings);
        var name = settings.text("name");
        var finding = FindingFlags.read(settings);
        var list =
                new BootstrapFlags.InitialList(initialCluster(settings, finding), token(settings));
        var existing = settings.text("initial-cluster-state").equals("existing");
        return new NodeConfig(
                new BootstrapFlags(
                        name, settings.urls("initial-advertise-peer-urls"), list, existing),
                finding,
                directories(settings),
                new Urls(
                        settings.urls("listen-peer-urls"),
                        settings.urls("listen-client-urls"),
                        settings.urls("advertise-client-urls")),
                behaviour(settings),
                host);
    }

    /** The same, founded or joined as the host wants it. */
    public NodeConfig with(BootstrapFlags other) {
        return new NodeConfig(other, finding, directories, urls, behaviour, host);
    }

    /** At a discovery service its URL is what sets clusters apart. */
    private static String token(Settings settings) {
        var service = settings.text("discovery").replaceAll("/+$", "");
        return service.isEmpty() ? settings.text("initial-cluster-token") : service;
    }

    /**
     * Without a list of his own, a node with a name of its own is the only first member, as in
     * etcd; and one that looks for the others begins with itself.
     */
    private static String initialCluster(Settings settings, Finding finding) {
        var name = settings.text("name");
        boolean looks = !(finding instanceof Finding.Listed);
        if (!looks && (settings.isGiven("initial-cluster") || name.equals("default"))) {
            return settings.text("initial-cluster");
        }
        var urls = settings.urls("initial-advertise-peer-urls").texts();
        return String.join(",", urls.stream().map(url -> name + "=" + url).toList());
    }

    private static Directories directories(Settings settings) {
        var data =
                settings.isGiven("data-dir")
                        ? Path.of(settings.text("data-dir"))
                        : Path.of(settings.text("name") + ".etcd");
        var wal =
                settings.text("wal-dir").isEmpty()
                        ? data.resolve("member").resolve("wal")
                        : Path.of(settings.text("wal-dir"));
        return new Directories(data, wal);
    }

    private static Behaviour behaviour(Settings settings) throws ConfigFailure {
        return new Behaviour(
                new Timing(
                        settings.millis("heartbeat-interval"),
                        settings.millis("election-timeout"),
                        settings.number("snapshot-count"),
                        progressNotices(settings)),
                new Limits(
                        clamp(settings.number("max-txn-ops")),
                        clamp(settings.number("max-request-bytes")),
                        new PingRules(
                                duration(settings, "grpc-keepalive-min-time"),
                                duration(settings, "grpc-keepalive-interval"),
                                duration(settings, "grpc-keepalive-timeout"))),
                UpkeepConfig.of(settings),
                AccessRules.of(settings.text("cors"), settings.text("host-whitelist")),
                settings.truth("enable-v2"),
                settings.truth("strict-reconfig-check"),
                settings.truth("force-new-cluster"));
    }

    /** As in etcd: never more often than every 100 ms, and nothing below zero. */
    private static Duration progressNotices(Settings settings) {
        var asked = duration(settings, "experimental-watch-progress-notify-interval");
        return asked.compareTo(SHORTEST_NOTICES) < 0 ? SHORTEST_NOTICES : asked;
    }

    private static Duration duration(Settings settings, String flag) {
        return GoDuration.parse(settings.text(flag)).orElse(Duration.ZERO);
    }

    private static int clamp(long number) {
        return (int) Math.min(number, Integer.MAX_VALUE);
    }
}
