package turtlelab.node.peer;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import turtlelab.node.base.MemberId;

/** What the peer port measures, under etcd's names. Any thread. */
public final class PeerFigures {
    private static final double NANOS = 1e9;

    /** From 0.1 ms, each twice the one before, as in etcd. */
    private static final double FIRST_BOUND = 0.0001;

    private static final int BOUNDS = 15;

    private final String self;
    private final Histogram roundTrips;
    private final Gauge active;

    /** Figures of this member. */
    public PeerFigures(MemberId self, PrometheusRegistry registry) {
        this.self = self.hex();
        this.active =
                Gauge.builder()
                        .name("etcd_network_active_peers")
                        .help("The current number of active peer connections.")
                        .labelNames("Local", "Remote")
                        .register(registry);
        this.roundTrips =
                Histogram.builder()
                        .name("etcd_network_peer_round_trip_time_seconds")
                        .help("Round-trip times of pings to other members.")
                        .labelNames("To")
                        .classicOnly()
                        .classicExponentialUpperBounds(FIRST_BOUND, 2, BOUNDS)
                        .register(registry);
    }

    /** A member has answered a ping. */
    public void answered(MemberId peer, Duration roundTrip) {
        roundTrips.labelValues(peer.hex()).observe(roundTrip.toNanos() / NANOS);
        active.labelValues(self, peer.hex()).set(1);
    }

    /** The connection to a member is gone. */
    public void lost(MemberId peer) {
        active.labelValues(self, peer.hex()).set(0);
    }
}
