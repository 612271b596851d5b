package turtlelab.node.http.v2.stats;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import turtlelab.node.http.v2.keys.ReadCounts;
import turtlelab.node.http.v2.watch.WatchHub;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.v2.V2Action;

/**
 * What this member's v2 store has done since the start, under etcd's names {@code
 * etcd_debugging_store_*}. Writes and reads count their failures in; how many failed stands apart,
 * which etcd counts but never shows.
 */
public final class StoreMetrics {
    private StoreMetrics() {}

    /** Joins a registry, once. */
    public static void register(
            PrometheusRegistry registry, Replica replica, ReadCounts reads, WatchHub hub) {
        byAction(
                registry,
                "reads_total",
                "Total number of reads action by (get/getRecursive), local to this member.",
                page -> {
                    page.tell("get", reads.plain().total());
                    page.tell("getRecursive", reads.recursive().total());
                });
        byAction(
                registry,
                "reads_failed_total",
                "Failed read actions by (get/getRecursive), local to this member.",
                page -> {
                    page.tell("get", reads.plain().failures());
                    page.tell("getRecursive", reads.recursive().failures());
                });
        byAction(
                registry,
                "writes_total",
                "Total number of writes (e.g. set/compareAndDelete) seen by this member.",
                page -> writes(replica, true, page));
        byAction(
                registry,
                "writes_failed_total",
                "Failed write actions (e.g. set/compareAndDelete), seen by this member.",
                page -> writes(replica, false, page));
        counter(
                registry,
                "expires_total",
                "Total number of expired keys.",
                () -> replica.state().v2().counts().successes(V2Action.EXPIRE));
        counter(
                registry,
                "watch_requests_total",
                "Total number of incoming watch requests (new or reestablished).",
                hub::requests);
        GaugeWithCallback.builder()
                .name("etcd_debugging_store_watchers")
                .help("Count of currently active watchers.")
                .callback(page -> page.call(hub.watchers()))
                .register(registry);
    }

    /** Tells the figure of each action. */
    private interface Page {
        void tell(String action, long count);
    }

    private static void writes(Replica replica, boolean successes, Page page) {
        var counts = replica.state().v2().counts();
        for (var action : V2Action.values()) {
            switch (action) {
                case SET, CREATE, UPDATE, DELETE, COMPARE_AND_SWAP, COMPARE_AND_DELETE ->
                        page.tell(
                                action.word(),
                                counts.failures(action)
                                        + (successes ? counts.successes(action) : 0));
                case GET, EXPIRE -> {}
            }
        }
    }

    private static void byAction(
            PrometheusRegistry registry, String name, String help, Consumer<Page> figures) {
        CounterWithCallback.builder()
                .name("etcd_debugging_store_" + name)
                .help(help)
                .labelNames("action")
                .callback(
                        page ->
                                figures.accept(
                                        (action, count) -> page.call((double) count, action)))
                .register(registry);
    }

    private static void counter(
            PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name("etcd_debugging_store_" + name)
                .help(help)
                .callback(page -> page.call(value.getAsDouble()))
                .register(registry);
    }
}
