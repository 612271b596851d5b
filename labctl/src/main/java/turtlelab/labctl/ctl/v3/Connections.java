package turtlelab.labctl.ctl.v3;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import turtlelab.labctl.client.Clusters;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.client.Patience;
import turtlelab.labctl.client.Whereabouts;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.wire.SrvRecords;

/** The cluster that a command line names, and the limits that it sets. */
record Connections(Whereabouts whereabouts, Patience patience) implements Clusters {

    private static final Patience USUAL = Patience.of(Duration.ofSeconds(2), Duration.ofSeconds(5));
    private static final int BAD_CONNECTION = 2;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    /**
     * Reads the flags.
     *
     * @throws CtlFailure when an endpoint is none
     */
    static Connections of(Flags flags) {
        var endpoints =
                SrvRecords.endpoints(flags)
                        .or(() -> flags.text(V3Flags.ENDPOINTS).map(Connections::listed))
                        .orElse(List.of("127.0.0.1:2379"));
        var patience =
                new Patience(
                        flags.duration(V3Flags.DIAL_TIMEOUT, USUAL.dial()),
                        flags.duration(V3Flags.COMMAND_TIMEOUT, USUAL.call()),
                        flags.duration(V3Flags.KEEPALIVE_TIME, USUAL.keepalive()),
                        flags.duration(V3Flags.KEEPALIVE_TIMEOUT, USUAL.answer()));
        var whereabouts = new Whereabouts(endpoints, () -> anew(flags, endpoints));
        return new Connections(whereabouts, patience).checked();
    }

    /** Blanks around an endpoint, nothing between two commas, and a path are passed over. */
    private static List<String> listed(String text) {
        if (text.isEmpty()) {
            throw new CtlFailure(BAD_CONNECTION, "Error: etcdclient: no available endpoints");
        }
        var endpoints =
                Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(endpoint -> !endpoint.isEmpty())
                        .map(endpoint -> endpoint.replaceFirst("^(http://[^/]+)/.+$", "$1"))
                        .toList();
        return endpoints.isEmpty() ? List.of(text) : endpoints;
    }

    /** DNS may be as far away as the members are. */
    private static List<String> anew(Flags flags, List<String> known) {
        try {
            return of(flags).endpoints();
        } catch (CtlFailure _) {
            return known;
        }
    }

    List<String> endpoints() {
        return whereabouts.known();
    }

    /** The same limits for another cluster. */
    Connections to(String endpoint) {
        return new Connections(Whereabouts.fixed(List.of(endpoint)), patience).checked();
    }

    private Connections checked() {
        for (var endpoint : endpoints()) {
            if (endpoint.startsWith("https://")) {
                throw new CtlFailure(Failures.FAILED, "Error: https:// is not built yet");
            }
            if (!endpoint.matches("(http://)?(\\[[^]]+]|[^:/\\s]+):\\d{1,5}/?")) {
                throw new CtlFailure(
                        Failures.FAILED,
                        "Error: context deadline exceeded\nendpoint \"%s\" is no host:port"
                                .formatted(endpoint));
            }
        }
        return this;
    }

    @Override
    public GrpcCluster limited() {
        return new GrpcCluster(whereabouts, patience);
    }

    /** One of the cluster's endpoints, or several. */
    GrpcCluster limited(List<String> some) {
        return new GrpcCluster(some, patience);
    }

    @Override
    public GrpcCluster patient() {
        return new GrpcCluster(whereabouts, patience.withCall(FOR_EVER));
    }
}
