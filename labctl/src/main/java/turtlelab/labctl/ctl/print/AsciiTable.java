package turtlelab.labctl.ctl.print;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in a frame of signs: centred headings above cells that end at the right. */
public final class AsciiTable {

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public AsciiTable(String... headings) {
        this.headings = List.of(headings);
    }

    /** Adds a row with a cell for each heading. */
    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The table, line by line. */
    public List<String> lines() {
        var columns = IntStream.range(0, headings.size()).boxed().toList();
        var widths = columns.stream().map(this::width).toList();
        var frame =
                widths.stream()
                        .map(it -> "-".repeat(it + 2))
                        .collect(Collectors.joining("+", "+", "+"));
        var lines = new ArrayList<String>();
        lines.add(frame);
        lines.add(
                line(columns.stream().map(i -> centred(headings.get(i), widths.get(i))).toList()));
        lines.add(frame);
        for (var row : rows) {
            lines.add(line(columns.stream().map(i -> atRight(row.get(i), widths.get(i))).toList()));
        }
        lines.add(frame);
        return lines;
    }

    private int width(int column) {
        return IntStream.concat(
                        IntStream.of(headings.get(column).length()),
                        rows.stream().mapToInt(row -> row.get(column).length()))
                .max()
                .orElse(0);
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String centred(String text, int width) {
        int left = (width - text.length()) / 2;
        return " ".repeat(left) + text + " ".repeat(width - left - text.length());
    }

    private static String atRight(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }
}
