package turtlelab.labctl.cli.auto;

import java.util.List;
import turtlelab.join.auto.Entry;
import turtlelab.labctl.render.Table;

/** The journal's decisions, as people read them. */
final class HistoryTable {
    private HistoryTable() {}

    static List<String> of(List<Entry> entries, int width) {
        var table = new Table("NUMBER", "TERM", "DECISION", "MEMBERS", "WANTED", "WHY");
        for (var entry : entries) {
            table.row(
                    "" + entry.number(),
                    "" + entry.term(),
                    entry.did(),
                    "" + entry.members(),
                    "" + entry.wanted(),
                    entry.why());
        }
        return table.lines(width);
    }
}
