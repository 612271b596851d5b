package turtlelab.node.app;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import turtlelab.node.app.flags.ConfigFailure;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.base.HttpUrl;

/**
 * etcd's checks of flags that do not go together, in its order and words, and a few of ours behind.
 */
final class ConfigCheck {
    private static final int MAX_ELECTION_MILLIS = 50_000;
    private static final Set<String> LEVELS =
            Set.of("debug", "info", "warn", "error", "panic", "fatal");

    private ConfigCheck() {}

    static void check(Settings settings) throws ConfigFailure {
        bindable(settings, "listen-peer-urls");
        bindable(settings, "listen-client-urls");
        withHost(settings, "initial-advertise-peer-urls");
        withHost(settings, "advertise-client-urls");
        oneBootstrap(settings);
        timers(settings);
        clientUrlsAdvertised(settings);
        oneOf(settings, "auto-compaction-mode", Set.of("", "periodic", "revision"));
        transportSecurity(settings);
        settings.refuseUnsupported();
        notEmpty(settings);
        peerUrlsAdvertised(settings);
        wildcardClientAdvertised(settings);
        oneOf(settings, "log-level", LEVELS);
    }

    /** Only an address or {@code localhost} can be bound; a name might mean another machine. */
    private static void bindable(Settings settings, String flag) throws ConfigFailure {
        for (var url : settings.urls(flag).urls()) {
            if (!url.host().equals("localhost") && !isAddress(url.bareHost())) {
                throw ConfigFailure.verifying("expected IP in URL for binding (" + url + ")");
            }
        }
    }

    private static boolean isAddress(String host) {
        return host.matches("(\\d{1,3}\\.){3}\\d{1,3}")
                ? Stream.of(host.split("\\.")).allMatch(part -> Integer.parseInt(part) < 256)
                : host.contains(":") && host.matches("[0-9A-Fa-f:.]+");
    }

    private static void withHost(Settings settings, String flag) throws ConfigFailure {
        for (var url : settings.urls(flag).urls()) {
            if (url.host().isEmpty()) {
                throw ConfigFailure.verifying(
                        "--"
                                + flag
                                + " [\""
                                + url
                                + "\"] must be \"host:port\" (unexpected empty host ("
                                + url
                                + "))");
            }
        }
    }

    private static void oneBootstrap(Settings settings) throws ConfigFailure {
        var set =
                Stream.of("initial-cluster", "discovery", "discovery-endpoints", "discovery-srv")
                        .filter(settings::isGiven)
                        .count();
        if (set > 1) {
            throw ConfigFailure.verifying(
                    "multiple discovery or bootstrap flags are set. Choose one of"
                            + " \"initial-cluster\", \"discovery\" or \"discovery-srv\"");
        }
    }

    private static void timers(Settings settings) throws ConfigFailure {
        var heartbeat = settings.number("heartbeat-interval");
        var election = settings.number("election-timeout");
        if (heartbeat == 0) {
            throw ConfigFailure.verifying("--heartbeat-interval must be >0 (set to 0ms)");
        }
        if (election == 0) {
            throw ConfigFailure.verifying("--election-timeout must be >0 (set to 0ms)");
        }
        if (5 * heartbeat > election) {
            throw ConfigFailure.verifying(
                    ("--election-timeout[%dms] should be at least as 5 times as"
                                    + " --heartbeat-interval[%dms]")
                            .formatted(election, heartbeat));
        }
        if (election > MAX_ELECTION_MILLIS) {
            throw ConfigFailure.verifying(
                    "--election-timeout[%dms] is too long, and should be set less than %dms"
                            .formatted(election, MAX_ELECTION_MILLIS));
        }
    }

    private static void clientUrlsAdvertised(Settings settings) throws ConfigFailure {
        if (settings.isGiven("listen-client-urls") && !settings.isGiven("advertise-client-urls")) {
            throw ConfigFailure.refused(
                    "error verifying flags, --advertise-client-urls is required when"
                            + " --listen-client-urls is set explicitly. See 'etcd --help'.\n"
                            + "When listening on specific address(es), this etcd process must"
                            + " advertise accessible url(s) to each connected client.");
        }
    }

    private static void oneOf(Settings settings, String flag, Set<String> allowed)
            throws ConfigFailure {
        var value = settings.text(flag);
        if (!allowed.contains(value)) {
            throw ConfigFailure.verifying("unknown " + flag + " \"" + value + "\"");
        }
    }

    private static void transportSecurity(Settings settings) throws ConfigFailure {
        if (settings.text("cert-file").isEmpty()) {
            secure(settings, "listen-client-urls", List.of("client", "--cert-file, --key-file"));
        }
        if (settings.text("peer-cert-file").isEmpty()) {
            secure(
                    settings,
                    "listen-peer-urls",
                    List.of("peer", "--peer-cert-file, --peer-key-file"));
        }
    }

    private static void secure(Settings settings, String flag, List<String> words)
            throws ConfigFailure {
        var url = settings.urls(flag).urls().stream().filter(HttpUrl::secure).findFirst();
        if (url.isPresent()) {
            throw ConfigFailure.refused(
                    ("TLS key/cert (%s) must be provided for %s url %s with HTTPS scheme;"
                                    + " TLS is not built yet, so use http://")
                            .formatted(words.get(1), words.get(0), url.get()));
        }
    }

    private static void notEmpty(Settings settings) throws ConfigFailure {
        for (var flag :
                List.of("listen-peer-urls", "listen-client-urls", "initial-advertise-peer-urls")) {
            if (settings.urls(flag).isEmpty()) {
                throw ConfigFailure.refused("--" + flag + " must name at least one URL");
            }
        }
        if (settings.text("name").isEmpty()) {
            throw ConfigFailure.refused("--name must not be empty");
        }
    }

    /** etcd guesses an address of the machine here; a wrong guess is worse than a question. */
    private static void peerUrlsAdvertised(Settings settings) throws ConfigFailure {
        var wild = settings.urls("listen-peer-urls").urls().stream().filter(HttpUrl::wildcard);
        var url = wild.findFirst();
        if (url.isPresent() && !settings.isGiven("initial-advertise-peer-urls")) {
            throw ConfigFailure.refused(
                    "--initial-advertise-peer-urls is required when --listen-peer-urls listens on"
                            + " every address ("
                            + url.get()
                            + "): set it to a URL that the other members can reach");
        }
    }

    /** A client that learns of no URL, or would have to guess one, reaches nobody. */
    private static void wildcardClientAdvertised(Settings settings) throws ConfigFailure {
        var wild = settings.urls("listen-client-urls").urls().stream().filter(HttpUrl::wildcard);
        var url = wild.findFirst();
        if (url.isPresent() && settings.urls("advertise-client-urls").isEmpty()) {
            throw ConfigFailure.refused(
                    "--advertise-client-urls must not be empty when --listen-client-urls listens on"
                            + " every address ("
                            + url.get()
                            + "): set it to a URL that clients can reach");
        }
    }
}
