package turtlelab.node.app;

import java.time.Duration;
import turtlelab.join.registry.DiscoveryUrl;
import turtlelab.join.srv.DnsJava;
import turtlelab.join.srv.SrvCluster;
import turtlelab.node.app.flags.ConfigFailure;
import turtlelab.node.app.flags.GoDuration;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.discovery.Finding;

/** Reads where a node shall look for the first members; at most one place was given. */
final class FindingFlags {
    private static final int MOST_MEMBERS = 99;

    private FindingFlags() {}

    static Finding read(Settings settings) throws ConfigFailure {
        checkNameServer(settings);
        if (!settings.text("discovery").isEmpty()) {
            return new Finding.AtService(service(settings));
        }
        if (!settings.text("discovery-srv").isEmpty()) {
            return dns(settings);
        }
        if (settings.number("discovery-srv-expect") > 0) {
            throw ConfigFailure.refused(
                    "--discovery-srv-expect without --discovery-srv: name the domain");
        }
        return new Finding.Listed();
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

    private static Finding dns(Settings settings) throws ConfigFailure {
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
