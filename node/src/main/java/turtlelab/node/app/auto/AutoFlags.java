package turtlelab.node.app.auto;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.auto.Board;
import turtlelab.join.auto.Chooser;
import turtlelab.join.auto.IdealSize;
import turtlelab.join.auto.Pace;
import turtlelab.join.cluster.PlainText;
import turtlelab.node.app.flags.ConfigFailure;
import turtlelab.node.app.flags.GoDuration;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.base.UrlSet;

/** Reads mgmt's flags, and says them in etcd's words for the server that a host may run. */
public final class AutoFlags {
    private static final String CLIENT = "http://127.0.0.1:2379";
    private static final String PEER = "http://127.0.0.1:2380";
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);

    private AutoFlags() {}

    /**
     * What the flags say; empty when this is no host of an automatic cluster.
     *
     * @throws ConfigFailure when they make no sense
     */
    public static Optional<HostConfig> read(Settings settings) throws ConfigFailure {
        return isWanted(settings) ? Optional.of(host(settings)) : Optional.empty();
    }

    private static boolean isWanted(Settings settings) {
        return settings.truth("auto")
                || (settings.isGiven("seeds") && !settings.isGiven("join-strategy"))
                || Stream.of(
                                "hostname",
                                "client-urls",
                                "server-urls",
                                "peer-urls",
                                "no-server",
                                "ideal-cluster-size",
                                "chooser")
                        .anyMatch(settings::isGiven);
    }

    private static HostConfig host(Settings settings) throws ConfigFailure {
        for (var flag :
                List.of(
                        "initial-cluster",
                        "discovery",
                        "discovery-srv",
                        "discovery-endpoints",
                        "join-strategy",
                        "wal-dir")) {
            if (settings.isGiven(flag)) {
                throw ConfigFailure.refused(
                        "--%s does not go with automatic clustering: choose one".formatted(flag));
            }
        }
        var name = name(settings);
        var seeds = urls(settings, "seeds");
        var addresses = addresses(settings);
        var size = settings.text("ideal-cluster-size");
        var refusal = IdealSize.refusal(size);
        if (refusal.isPresent()) {
            throw ConfigFailure.refused("--ideal-cluster-size: " + refusal.get());
        }
        var server = !settings.truth("no-server");
        if (!server && seeds.isEmpty()) {
            throw ConfigFailure.refused("--no-server needs --seeds: where to be a client");
        }
        var directory = settings.isGiven("data-dir") ? settings.text("data-dir") : name + ".etcd";
        return new HostConfig(
                name,
                Path.of(directory),
                addresses,
                seeds,
                Integer.parseInt(size.strip()),
                server,
                settings.text("zone"),
                lease(settings),
                pace(settings));
    }

    private static String name(Settings settings) throws ConfigFailure {
        var name =
                Stream.of("hostname", "name")
                        .filter(settings::isGiven)
                        .map(settings::text)
                        .findFirst()
                        .orElseGet(AutoFlags::machine);
        if (name.equals(AutoKeys.RESERVED_NAME) || !name.matches("[A-Za-z0-9._-]{1,253}")) {
            throw ConfigFailure.refused(
                    "--hostname \"%s\" cannot be used: letters, digits, dots and dashes, not %s"
                            .formatted(name, AutoKeys.RESERVED_NAME));
        }
        return name;
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    /** Without server URLs a host that has client URLs serves on the next port, as mgmt's do. */
    private static HostConfig.Addresses addresses(Settings settings) throws ConfigFailure {
        var client = urls(settings, "client-urls");
        var peer = new ArrayList<>(urls(settings, "server-urls"));
        peer.addAll(urls(settings, "peer-urls"));
        if (client.isEmpty()) {
            client = List.of(CLIENT);
        }
        if (peer.isEmpty()) {
            peer.add(client.equals(List.of(CLIENT)) ? PEER : nextPort(client.getFirst()));
        }
        if (!Collections.disjoint(client, peer)) {
            throw ConfigFailure.refused(
                    "--client-urls and --server-urls both have %s: give each a port of its own"
                            .formatted(peer.stream().filter(client::contains).findFirst().get()));
        }
        return new HostConfig.Addresses(client, peer);
    }

    private static String nextPort(String url) {
        var parsed = UrlSet.of(List.of(url)).first();
        return "%s://%s:%d".formatted(parsed.scheme(), parsed.host(), parsed.port() + 1);
    }

    /** mgmt's users write addresses with and without a scheme. */
    private static List<String> urls(Settings settings, String flag) throws ConfigFailure {
        var urls = new ArrayList<String>();
        for (var part : Board.urls(settings.text(flag))) {
            urls.add(part.contains("://") ? part : "http://" + part);
        }
        var secure = urls.stream().filter(PlainText::isSecure).findFirst();
        if (secure.isPresent()) {
            throw ConfigFailure.refused(
                    "--%s %s: %s".formatted(flag, secure.get(), PlainText.NO_TLS));
        }
        try {
            return urls.isEmpty() ? urls : UrlSet.of(urls).texts();
        } catch (IllegalArgumentException e) {
            throw ConfigFailure.refused(
                    "--%s: %s; use http://HOST:PORT".formatted(flag, e.getMessage()));
        }
    }

    private static Duration lease(Settings settings) throws ConfigFailure {
        var lease = duration(settings, "auto-lease");
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw ConfigFailure.refused("--auto-lease: use 2s or more");
        }
        return lease;
    }

    private static Pace pace(Settings settings) throws ConfigFailure {
        var chooser = settings.text("chooser");
        var election = settings.millis("election-timeout");
        var least = settings.number("min-size");
        if (least < 1 || least > IdealSize.MOST) {
            throw ConfigFailure.refused("--min-size: use 1 to " + IdealSize.MOST);
        }
        var dead =
                settings.isGiven("dead-after")
                        ? duration(settings, "dead-after")
                        : duration(settings, "auto-lease");
        return new Pace(
                Chooser.parse(chooser)
                        .orElseThrow(
                                () ->
                                        ConfigFailure.refused(
                                                "--chooser %s: use one of %s"
                                                        .formatted(chooser, Chooser.words()))),
                (int) least,
                election.multipliedBy(2),
                duration(settings, "auto-settle"),
                duration(settings, "auto-start"),
                dead);
    }

    private static Duration duration(Settings settings, String flag) {
        return GoDuration.parse(settings.text(flag)).orElse(Duration.ZERO);
    }

    /** The settings of the server, in etcd's words. */
    public static Settings asEtcds(Settings settings, HostConfig host) {
        var client = String.join(",", host.addresses().client());
        var peer = String.join(",", host.addresses().peer());
        Map<String, String> flags = new HashMap<>();
        flags.put("name", host.name());
        flags.put("data-dir", host.directory().toString());
        flags.put("listen-client-urls", client);
        flags.put("advertise-client-urls", client);
        flags.put("listen-peer-urls", peer);
        flags.put("initial-advertise-peer-urls", peer);
        flags.put("seeds", "");
        return settings.with(flags);
    }
}
