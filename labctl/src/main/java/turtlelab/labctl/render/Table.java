package turtlelab.labctl.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under headings, as narrow as their content; too wide cells are cut with an ellipsis. */
public final class Table {

    private static final String GAP = "  ";
    private static final String NARROW_GAP = " ";
    private static final int LEAST_CELL = 4;

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row with a cell for each heading. */
    public Table row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "a row of %d cells under %d headings"
                            .formatted(cells.length, rows.getFirst().size()));
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The table as lines of at most this many columns, if it can be made to fit at all. */
    public List<String> lines(int width) {
        int[] widths = widths();
        int gaps = widths.length - 1;
        var gap = IntStream.of(widths).sum() + gaps * GAP.length() > width ? NARROW_GAP : GAP;
        int[] cut = cut(widths, width - gaps * gap.length());
        return rows.stream().map(row -> line(row, cut, gap)).toList();
    }

    private int[] widths() {
        return IntStream.range(0, rows.getFirst().size()).map(this::width).toArray();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static int[] cut(int[] widths, int width) {
        while (IntStream.of(widths).sum() > width) {
            int widest = widest(widths);
            if (widths[widest] <= LEAST_CELL) {
                return widths;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int widest(int[] widths) {
        return IntStream.range(0, widths.length)
                .reduce((a, b) -> widths[b] > widths[a] ? b : a)
                .orElse(0);
    }

    private static String line(List<String> row, int[] widths, String gap) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var cell = cut(row.get(i), widths[i]);
            line.append(i == 0 ? "" : gap).append(cell);
            line.append(" ".repeat(widths[i] - cell.length()));
        }
        return line.toString().stripTrailing();
    }

    private static String cut(String cell, int width) {
        return cell.length() <= width ? cell : cell.substring(0, width - 1) + "…";
    }
}
