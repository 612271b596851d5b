package turtlelab.labctl.ctl.print;

import java.util.PrimitiveIterator.OfInt;

/** Texts in quotes, as Go writes them. */
public final class GoText {

    private static final int SPACE = 0x20;
    private static final int DELETE = 0x7f;
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    private GoText() {}

    /** A JSON text; HTML's special characters are escaped too. */
    public static String json(String text) {
        var quoted = new StringBuilder("\"");
        for (OfInt points = text.codePoints().iterator(); points.hasNext(); ) {
            int point = points.nextInt();
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '<', '>', '&', LINE_SEPARATOR, PARAGRAPH_SEPARATOR ->
                        quoted.append("\\u%04x".formatted(point));
                default -> {
                    if (point < SPACE) quoted.append("\\u%04x".formatted(point));
                    else quoted.appendCodePoint(point);
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** A text in Go's own quotes, what {@code %q} writes. */
    public static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (OfInt points = text.codePoints().iterator(); points.hasNext(); ) {
            int point = points.nextInt();
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (point < SPACE || point == DELETE) quoted.append("\\x%02x".formatted(point));
                    else quoted.appendCodePoint(point);
                }
            }
        }
        return quoted.append('"').toString();
    }
}
