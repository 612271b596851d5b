package turtlelab.labctl.ctl.v2;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.wire.Wire;
import turtlelab.labctl.exec.Streams;

/** How to reach the cluster, read from flags that have the environment in them. */
record V2Settings(Flags flags) {

    private static final String DEFAULT_ENDPOINTS = "http://127.0.0.1:2379,http://127.0.0.1:4001";

    /** The cluster; {@code --debug} tells its requests. */
    Cluster cluster(Streams streams) {
        refuseWhatIsNotBuilt();
        var limit = flags.duration(V2Flags.TIMEOUT, Duration.ofSeconds(2));
        return new Cluster(new Wire(limit, credentials(streams)), endpoints(), debug(streams));
    }

    /** Half a promise is worse than none: nobody shall believe that his certificate was used. */
    private void refuseWhatIsNotBuilt() {
        for (var flag : V2Flags.NOT_BUILT) {
            if (flags.text(flag).isPresent()) {
                throw new CtlFailure(1, "flag --%s is not built yet".formatted(flag));
            }
        }
    }

    private Consumer<String> debug(Streams streams) {
        return isDebug() ? streams.err()::println : _ -> {};
    }

    boolean isDebug() {
        return flags.isOn(V2Flags.DEBUG);
    }

    boolean syncs() {
        return !flags.isOn(V2Flags.NO_SYNC);
    }

    private List<String> endpoints() {
        var given =
                flags.text(V2Flags.PEERS)
                        .or(() -> flags.text(V2Flags.ENDPOINT))
                        .or(() -> flags.text(V2Flags.ENDPOINTS))
                        .orElse(DEFAULT_ENDPOINTS);
        return Arrays.stream(given.split(",")).map(V2Settings::endpoint).toList();
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
            return uri.getScheme() + "://" + uri.getRawAuthority();
        } catch (URISyntaxException e) {
            throw new CtlFailure(1, "parse \"%s\": %s".formatted(text, e.getReason()));
        }
    }

    private Optional<String> credentials(Streams streams) {
        return flags.text(V2Flags.USERNAME)
                .map(it -> it.contains(":") ? it : it + ":" + password(streams));
    }

    private static String password(Streams streams) {
        streams.out().print("Password: ");
        streams.out().flush();
        try {
            var in = new InputStreamReader(streams.in(), StandardCharsets.UTF_8);
            var line = new BufferedReader(in).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
