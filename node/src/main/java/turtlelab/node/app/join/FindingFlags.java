package turtlelab.node.app.join;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import turtlelab.join.auto.Board;
import turtlelab.join.cluster.PlainText;
import turtlelab.join.elastic.JoinRequest;
import turtlelab.join.elastic.Strategy;
import turtlelab.join.registry.DiscoveryUrl;
import turtlelab.join.srv.DnsJava;
import turtlelab.join.srv.SrvCluster;
import turtlelab.node.app.flags.ConfigFailure;
import turtlelab.node.app.flags.GoDuration;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.discovery.Finding;

/** Reads where a node shall look for the first members; at most one place was given. */
public final class FindingFlags {
    private static final int MOST_MEMBERS = 99;
    private static final int LAST_PORT = 65_535;
    private static final Duration PROBE = Duration.ofSeconds(2);

    private FindingFlags() {}

    /**
     * What the flags say.
     *
     * @throws ConfigFailure when they do not go together
     */
    public static Finding read(Settings settings) throws ConfigFailure {
        checkNameServer(settings);
        var meeting = meeting(settings);
        if (!settings.text("join-strategy").isEmpty()) {
            return elastic(
                    settings,
                    meeting.orElseThrow(
                            () ->
                                    ConfigFailure.refused(
                                            "--join-strategy needs --discovery, --discovery-srv or"
                                                    + " --seeds: where to ask for the members")));
        }
        if (meeting.isPresent()) {
            return meeting.get();
        }
        if (settings.number("discovery-srv-expect") > 0) {
            throw ConfigFailure.refused(
                    "--discovery-srv-expect without --discovery-srv: name the domain");
        }
        return new Finding.Listed();
    }

    private static Optional<Finding.Meeting> meeting(Settings settings) throws ConfigFailure {
        if (!settings.text("discovery").isEmpty()) {
            return Optional.of(new Finding.AtService(service(settings)));
        }
        if (settings.isGiven("discovery-endpoints") || settings.isGiven("discovery-token")) {
            return Optional.of(keys(settings));
        }
        if (!settings.text("discovery-srv").isEmpty()) {
            return Optional.of(dns(settings));
        }
        var seeds = clientUrls(settings, "seeds");
        return seeds.isEmpty() ? Optional.empty() : Optional.of(new Finding.AtSeeds(seeds));
    }

    private static List<String> clientUrls(Settings settings, String flag) throws ConfigFailure {
        var urls =
                Board.urls(settings.text(flag)).stream()
                        .map(url -> url.contains("://") ? url : "http://" + url)
                        .toList();
        var secure = urls.stream().filter(PlainText::isSecure).findFirst();
        if (secure.isPresent()) {
            throw ConfigFailure.refused(
                    "--%s %s: %s".formatted(flag, secure.get(), PlainText.NO_TLS));
        }
        return urls;
    }

    private static Finding.AtKeys keys(Settings settings) throws ConfigFailure {
        var endpoints = clientUrls(settings, "discovery-endpoints");
        var token = settings.text("discovery-token");
        if (endpoints.isEmpty() || !token.matches("[^/\\s]+")) {
            throw ConfigFailure.refused(
                    "--discovery-endpoints and --discovery-token go together: client URLs of a"
                            + " running cluster, and a word without a slash");
        }
        return new Finding.AtKeys(endpoints, token);
    }

    private static Finding elastic(Settings settings, Finding.Meeting meeting)
            throws ConfigFailure {
        var text = settings.text("join-strategy");
        var strategy =
                Strategy.parse(text)
                        .orElseThrow(() -> ConfigFailure.refused(Strategy.invalid(text)));
        var size = settings.text("cluster-size");
        if (!size.matches("-1|[0-9]{1,3}")) {
            throw ConfigFailure.refused("--cluster-size " + size + ": use -1, 0, or 1 to 999");
        }
        var deadAfter = GoDuration.parse(settings.text("dead-after")).orElse(Duration.ZERO);
        return new Finding.Elastic(
                meeting,
                new JoinRequest.Manner(strategy, settings.truth("join-learner"), false),
                new JoinRequest.Limits(
                        Integer.parseInt(size),
                        (int) Math.min(settings.number("client-port"), LAST_PORT),
                        deadAfter,
                        PROBE));
    }

    private static void checkNameServer(Settings settings) throws ConfigFailure {
        var server = settings.text("dns-server");
        try {
            if (!server.isEmpty()) {
                DnsJava.server(server);
            }
        } catch (IllegalArgumentException e) {
            throw ConfigFailure.refused("--dns-server: " + e.getMessage());
        }
    }

    private static DiscoveryUrl service(Settings settings) throws ConfigFailure {
        try {
            return DiscoveryUrl.parse(settings.text("discovery"));
        } catch (IllegalArgumentException e) {
            throw ConfigFailure.refused(String.valueOf(e.getMessage()));
        }
    }

    private static Finding.InDns dns(Settings settings) throws ConfigFailure {
        var expected = settings.number("discovery-srv-expect");
        if (expected > MOST_MEMBERS) {
            throw ConfigFailure.refused("--discovery-srv-expect: use 1 to " + MOST_MEMBERS);
        }
        var limit = GoDuration.parse(settings.text("discovery-srv-timeout"));
        return new Finding.InDns(
                new SrvCluster.Question(
                        settings.text("discovery-srv"),
                        settings.text("discovery-srv-name"),
                        settings.text("name"),
                        settings.urls("initial-advertise-peer-urls").texts()),
                new Finding.Patience((int) expected, limit.orElse(Duration.ZERO)));
    }
}
