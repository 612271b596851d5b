package turtlelab.node.http.figures;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import turtlelab.node.base.Durations;

/**
 * The page {@code /metrics}: figures under etcd's names, with its help texts, read when they are
 * asked for.
 */
public final class Page {
    private static final PrometheusTextFormatWriter WRITER =
            PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();

    /** Counters whose names etcd left without the ending that the library insists on. */
    private static final Pattern UNENDED =
            Pattern.compile(
                    "\\b(etcd_server_(?:health_success|health_failures|learner_promote_successes))"
                            + "_total\\b");

    private final PrometheusRegistry registry;

    /** A page of all that is in the registry. */
    public Page(PrometheusRegistry registry) {
        this.registry = registry;
    }

    /** A value that goes up and down. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(page -> page.call(value.getAsDouble()))
                .register(registry);
    }

    /** A value that only grows. */
    public void counter(String name, String help, DoubleSupplier value) {
        counters(name, help, page -> page.call(value.getAsDouble()));
    }

    /** Values that only grow, told apart by labels. */
    public void counters(
            String name,
            String help,
            Consumer<CounterWithCallback.Callback> values,
            String... labels) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(values)
                .register(registry);
    }

    /** A word, told as the label of a value that is 1. */
    public void word(String name, String help, String label, Supplier<String> word) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(page -> page.call(1, word.get()))
                .register(registry);
    }

    /** How long something took. */
    public void durations(String name, String help, Durations durations) {
        durations(name, help, () -> durations);
    }

    /** How long something took, counted anew when the state is replaced. */
    public void durations(String name, String help, Supplier<Durations> counted) {
        registry.register(
                new Collector() {
                    @Override
                    public HistogramSnapshot collect() {
                        var durations = counted.get();
                        var buckets =
                                ClassicHistogramBuckets.of(durations.bounds(), durations.counts());
                        return HistogramSnapshot.builder()
                                .name(name)
                                .help(help)
                                .dataPoint(
                                        HistogramSnapshot.HistogramDataPointSnapshot.builder()
                                                .classicHistogramBuckets(buckets)
                                                .sum(durations.seconds())
                                                .build())
                                .build();
                    }
                });
    }

    /** The whole page in Prometheus' text form. */
    public String text() throws IOException {
        var page = new ByteArrayOutputStream();
        WRITER.write(page, registry.scrape());
        return UNENDED.matcher(page.toString(StandardCharsets.UTF_8)).replaceAll("$1");
    }
}
