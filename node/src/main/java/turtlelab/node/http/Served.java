package turtlelab.node.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import turtlelab.node.lease.Lessor;
import turtlelab.node.member.Members;
import turtlelab.node.replica.Replica;

/**
 * What a client port makes reachable.
 *
 * @param registry where everybody registers figures for {@code /metrics}; one per client port
 */
public record Served(
        Replica replica,
        Members members,
        Lessor lessor,
        Vitals vitals,
        PrometheusRegistry registry) {
    /** Without figures from the inside. */
    public Served(Replica replica, Members members, Lessor lessor) {
        this(replica, members, lessor, Vitals.UNKNOWN, new PrometheusRegistry());
    }
}
