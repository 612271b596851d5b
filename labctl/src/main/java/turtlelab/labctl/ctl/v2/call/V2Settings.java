package turtlelab.labctl.ctl.v2.call;

import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import turtlelab.labctl.client.Whereabouts;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.wire.SrvRecords;
import turtlelab.labctl.ctl.wire.Wire;
import turtlelab.labctl.exec.Deadline;

/** How to reach the cluster, read from flags that have the environment in them. */
record V2Settings(Flags flags) {

    private static final String DEFAULT_ENDPOINTS = "http://127.0.0.1:2379,http://127.0.0.1:4001";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(5);

    /** The cluster; {@code --debug} tells its requests. */
    Cluster cluster(Wire wire, Optional<Deadline> deadline, PrintStream err) {
        var known = endpoints();
        var whereabouts = new Whereabouts(known, () -> anew(known));
        return new Cluster(wire, whereabouts, deadline, isDebug() ? err::println : _ -> {});
    }

    /** DNS may be as far away as the members are. */
    private List<String> anew(List<String> known) {
        try {
            return endpoints();
        } catch (CtlFailure _) {
            return known;
        }
    }

    /** How to speak to it; a password that was not given is asked for. */
    Wire wire(UnaryOperator<String> password) {
        refuseWhatIsNotBuilt();
        return new Wire(flags.duration(V2Flags.TIMEOUT, TIMEOUT), credentials(password));
    }

    Duration totalTimeout() {
        return flags.duration(V2Flags.TOTAL_TIMEOUT, TOTAL_TIMEOUT);
    }

    /** Half a promise is worse than none: nobody shall believe that his certificate was used. */
    private void refuseWhatIsNotBuilt() {
        for (var flag : V2Flags.NOT_BUILT) {
            if (flags.text(flag).isPresent()) {
                throw new CtlFailure(1, "flag --%s is not built yet".formatted(flag));
            }
        }
    }

    boolean isDebug() {
        return flags.isOn(V2Flags.DEBUG);
    }

    boolean syncs() {
        return !flags.isOn(V2Flags.NO_SYNC);
    }

    private List<String> endpoints() {
        var given =
                SrvRecords.endpoints(flags)
                        .map(it -> String.join(",", it))
                        .or(() -> given(V2Flags.ENDPOINTS))
                        .or(() -> given(V2Flags.ENDPOINT))
                        .or(() -> given(V2Flags.PEERS))
                        .orElse(DEFAULT_ENDPOINTS);
        return Arrays.stream(given.split(","))
                .filter(it -> !it.isEmpty())
                .map(V2Settings::endpoint)
                .toList();
    }

    private Optional<String> given(String flag) {
        return flags.text(flag).filter(it -> !it.isEmpty());
    }

    private static String endpoint(String text) {
        var url = text.contains("://") ? text : "http://" + text;
        try {
            var uri = new URI(url);
            if (uri.getHost() == null) {
                throw new CtlFailure(1, "endpoint \"%s\" names no host".formatted(text));
            }
            if (!"http".equals(uri.getScheme())) {
                throw new CtlFailure(
                        1, "endpoint \"%s\": only http:// is built yet".formatted(text));
            }
            var path = uri.getRawPath().replaceFirst("/+$", "");
            return uri.getScheme() + "://" + uri.getRawAuthority() + path;
        } catch (URISyntaxException e) {
            throw new CtlFailure(1, "parse \"%s\": %s".formatted(text, e.getReason()));
        }
    }

    private Optional<String> credentials(UnaryOperator<String> password) {
        return given(V2Flags.USERNAME)
                .map(it -> it.contains(":") ? it : it + ":" + password.apply("Password: "));
    }
}
