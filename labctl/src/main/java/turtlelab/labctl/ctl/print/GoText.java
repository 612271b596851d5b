package turtlelab.labctl.ctl.print;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.PrimitiveIterator.OfInt;

/** Texts in quotes, as Go writes them. */
public final class GoText {

    private static final char BELL = 7;
    private static final char VERTICAL_TAB = 11;
    private static final int BYTE = 0xff;
    private static final int HEX = 16;
    private static final int LONGEST = 4;
    private static final int REPLACEMENT = 0xfffd;
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
        return quoted(text.getBytes(UTF_8));
    }

    /** Bytes in Go's own quotes; those that are no UTF-8 are escaped one by one. */
    public static String quoted(byte[] bytes) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < bytes.length; ) {
            int length = length(bytes, i);
            if (length == 0) {
                quoted.append("\\x%02x".formatted(bytes[i] & BYTE));
                i++;
            } else {
                append(new String(bytes, i, length, UTF_8).codePointAt(0), quoted);
                i += length;
            }
        }
        return quoted.append('"').toString();
    }

    private static void append(int point, StringBuilder quoted) {
        switch (point) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case BELL -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case VERTICAL_TAB -> quoted.append("\\v");
            default -> {
                if (point < SPACE || point == DELETE) quoted.append("\\x%02x".formatted(point));
                else if (Character.isISOControl(point)) quoted.append("\\u%04x".formatted(point));
                else quoted.appendCodePoint(point);
            }
        }
    }

    /** How many bytes make the character here, 0 when they make none. */
    private static int length(byte[] bytes, int at) {
        for (int length = 1; length <= LONGEST && at + length <= bytes.length; length++) {
            var text = new String(bytes, at, length, UTF_8);
            boolean isWhole = text.codePointCount(0, text.length()) == 1;
            if (isWhole && text.codePointAt(0) != REPLACEMENT) return length;
        }
        return 0;
    }

    /**
     * What stands in Go's double quotes.
     *
     * @param inner the text between the quotes
     */
    public static String unquoted(String inner) {
        var text = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            char sign = inner.charAt(i);
            if (sign != '\\' || i + 1 == inner.length()) {
                text.append(sign);
                continue;
            }
            char escaped = inner.charAt(++i);
            int digits = escaped == 'x' ? 2 : escaped == 'u' ? 4 : 0;
            if (digits > 0 && i + digits < inner.length()) {
                text.appendCodePoint(Integer.parseInt(inner.substring(i + 1, i + 1 + digits), HEX));
                i += digits;
            } else {
                text.append(control(escaped));
            }
        }
        return text.toString();
    }

    private static char control(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'a' -> BELL;
            case 'v' -> VERTICAL_TAB;
            default -> letter;
        };
    }
}
