package turtlelab.labctl.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import turtlelab.labctl.bench.work.Measured;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.render.Table;

/** All that was measured; shown as medians over the rounds. */
public final class Results {

    /** What a figure counts. */
    enum Unit {
        PER_SECOND("/s"),
        MILLISECONDS("ms"),
        MEGABYTES("MB");

        private final String sign;

        Unit(String sign) {
            this.sign = sign;
        }
    }

    private record Row(Unit unit, Map<Engine, List<Measured>> runs) {}

    private final Map<String, Row> rows = new LinkedHashMap<>();

    void add(String name, Engine engine, Measured measured) {
        add(name, engine, Unit.PER_SECOND, measured);
    }

    void add(String name, Engine engine, Unit unit, double figure) {
        add(name, engine, unit, new Measured(figure, 0, 0, 0));
    }

    private void add(String name, Engine engine, Unit unit, Measured measured) {
        rows.computeIfAbsent(name, _ -> new Row(unit, new EnumMap<>(Engine.class)))
                .runs()
                .computeIfAbsent(engine, _ -> new ArrayList<>())
                .add(measured);
    }

    /** A line for each thing measured on each engine; the ratio is to the last engine. */
    public List<String> table(int width) {
        var table =
                new Table(
                        "LOAD", "ENGINE", "MEDIAN", "UNIT", "P50 ms", "P99 ms", "ERRORS", "RATIO");
        rows.forEach(
                (name, row) ->
                        row.runs().forEach((engine, _) -> table.row(cells(name, row, engine))));
        return table.lines(width);
    }

    private static String[] cells(String name, Row row, Engine engine) {
        var runs = row.runs().getOrDefault(engine, List.of());
        boolean timed = row.unit() == Unit.PER_SECOND;
        return new String[] {
            name,
            engine.word(),
            String.format(Locale.ROOT, "%.0f", median(runs, Measured::perSecond)),
            row.unit().sign,
            timed ? millis(median(runs, Measured::p50Nanos)) : "",
            timed ? millis(median(runs, Measured::p99Nanos)) : "",
            timed ? String.valueOf(runs.stream().mapToLong(Measured::errors).sum()) : "",
            String.format(Locale.ROOT, "%.2f", ratio(row, engine)),
        };
    }

    private static double ratio(Row row, Engine engine) {
        var base = row.runs().values().stream().toList().getLast();
        var runs = row.runs().getOrDefault(engine, List.of());
        return median(runs, Measured::perSecond) / median(base, Measured::perSecond);
    }

    /** The same as one JSON array. */
    public String json() {
        var array = JsonNodeFactory.instance.arrayNode();
        rows.forEach(
                (name, row) ->
                        row.runs()
                                .forEach(
                                        (engine, runs) -> {
                                            var json = array.addObject();
                                            json.put("load", name);
                                            json.put("engine", engine.word());
                                            json.put("unit", row.unit().sign);
                                            json.put("median", median(runs, Measured::perSecond));
                                            json.put("p50Nanos", median(runs, Measured::p50Nanos));
                                            json.put("p99Nanos", median(runs, Measured::p99Nanos));
                                            json.put("ratio", ratio(row, engine));
                                        }));
        return array.toPrettyString();
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
    }

    private static double median(List<Measured> runs, ToDoubleFunction<Measured> figure) {
        var sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
