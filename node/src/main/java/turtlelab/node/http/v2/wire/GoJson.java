package turtlelab.node.http.v2.wire;

import java.math.BigDecimal;
import java.util.Collection;

/** Writes JSON as Go's {@code encoding/json} does: fields in the order given, HTML escaped. */
public final class GoJson {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    /** Opens an object; {@link #end} closes it. */
    public GoJson begin() {
        text.append('{');
        first = true;
        return this;
    }

    public GoJson end() {
        text.append('}');
        first = false;
        return this;
    }

    /** A name; its value must follow. */
    public GoJson name(String name) {
        if (!first) {
            text.append(',');
        }
        first = false;
        quote(name);
        text.append(':');
        return this;
    }

    public GoJson field(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    /** A field that is null. */
    public GoJson nothing(String name) {
        name(name);
        text.append("null");
        return this;
    }

    public GoJson field(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    /** A number as Go writes those between a millionth and ten to the 21st. */
    public GoJson field(String name, double value) {
        name(name);
        text.append(
                value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
        return this;
    }

    public GoJson field(String name, boolean value) {
        name(name);
        text.append(value);
        return this;
    }

    public GoJson field(String name, Collection<String> values) {
        beginArray(name);
        for (var value : values) {
            element();
            quote(value);
        }
        return endArray();
    }

    /** A field only when it is not zero, as {@code omitempty} has it. */
    public GoJson unlessZero(String name, long value) {
        return value == 0 ? this : field(name, value);
    }

    /** A field only when it is not zero, as {@code omitempty} has it. */
    public GoJson unlessZero(String name, double value) {
        return value == 0 ? this : field(name, value);
    }

    /** Opens an array; {@link #element} comes before each of its objects. */
    public GoJson beginArray(String name) {
        name(name);
        text.append('[');
        first = true;
        return this;
    }

    public GoJson element() {
        if (!first) {
            text.append(',');
        }
        first = false;
        return this;
    }

    public GoJson endArray() {
        text.append(']');
        first = false;
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** A text with the quotes and escapes that it needs. */
    public static String quoted(String value) {
        var json = new GoJson();
        json.quote(value);
        return json.toString();
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
                default -> {
                    if (c < ' ') {
                        escape(c);
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private void escape(char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt(c >> shift & 0xf));
        }
    }
}
