package turtlelab.node.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import turtlelab.node.lease.Lessor;
import turtlelab.node.member.Members;
import turtlelab.node.replica.Replica;
import turtlelab.node.watch.Watches;

/**
 * What a client port makes reachable.
 *
 * @param watches closed by whoever started them, behind the port
 * @param registry where everybody registers figures for {@code /metrics}; one per client port
 */
public record Served(
        Replica replica,
        Members members,
        Lessor lessor,
        Watches watches,
        Vitals vitals,
        PrometheusRegistry registry) {
    /** Without figures from the inside. */
    public Served(Replica replica, Members members, Lessor lessor, Watches watches) {
        this(replica, members, lessor, watches, Vitals.UNKNOWN, new PrometheusRegistry());
    }
}
