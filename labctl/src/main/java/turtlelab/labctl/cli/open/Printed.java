package turtlelab.labctl.cli.open;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.look.Look;
import turtlelab.labctl.lab.look.NodeReport;
import turtlelab.labctl.render.Colours;
import turtlelab.labctl.render.Sizes;
import turtlelab.labctl.render.Table;
import turtlelab.labctl.render.Terminal;

/** A look at the lab as text: a table for people, JSON for programs. */
public final class Printed {

    private static final Map<String, Colours.Colour> MEANING =
            Map.of(
                    "healthy", Colours.Colour.GREEN,
                    "unhealthy", Colours.Colour.YELLOW,
                    "paused", Colours.Colour.YELLOW,
                    "unreachable", Colours.Colour.RED,
                    "stopped", Colours.Colour.RED);

    private Printed() {}

    /** The table's lines. */
    public static List<String> table(Look look, Terminal terminal) {
        var table =
                new Table(
                        "NAME", "ID", "ROLE", "TERM", "COMMIT", "APPLIED", "HEALTH", "PID", "RSS");
        look.reports().forEach(report -> table.row(cells(report)));
        var lines = table.lines(terminal.width());
        return terminal.colours() ? Colours.paint(lines, MEANING) : lines;
    }

    private static String[] cells(NodeReport report) {
        var status = report.status();
        var process = report.process();
        return new String[] {
            report.node().name(),
            status.map(it -> Long.toHexString(it.memberId())).orElse("-"),
            report.role(),
            status.map(it -> String.valueOf(it.term())).orElse("-"),
            status.map(it -> String.valueOf(it.commitIndex())).orElse("-"),
            status.map(it -> String.valueOf(it.appliedIndex())).orElse("-"),
            report.health().toString(),
            process.map(it -> String.valueOf(it.pid())).orElse("-"),
            process.map(it -> Sizes.of(it.residentBytes())).orElse("-"),
        };
    }

    /** One object per node; what is not known is left out. */
    public static String json(LiveLab lab, Look look) {
        var nodes = JsonNodeFactory.instance.arrayNode();
        look.reports().forEach(report -> add(nodes, lab, report));
        return nodes.toPrettyString();
    }

    private static void add(ArrayNode nodes, LiveLab lab, NodeReport report) {
        var json = nodes.addObject();
        json.put("name", report.node().name());
        json.put("clientUrl", lab.endpoint(report.node()));
        json.put("health", report.health().toString());
        if (!report.reason().isEmpty()) {
            json.put("reason", report.reason());
        }
        report.status()
                .ifPresent(
                        status -> {
                            json.put("id", Long.toHexString(status.memberId()));
                            json.put("role", report.role());
                            json.put("term", status.term());
                            json.put("commitIndex", status.commitIndex());
                            json.put("appliedIndex", status.appliedIndex());
                            json.put("revision", status.revision());
                            json.put("version", status.version());
                        });
        report.process()
                .ifPresent(
                        process -> {
                            json.put("pid", process.pid());
                            json.put("rssBytes", process.residentBytes());
                        });
    }
}
