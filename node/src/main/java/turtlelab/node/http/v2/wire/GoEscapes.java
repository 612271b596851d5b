package turtlelab.node.http.v2.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent escapes as Go's {@code net/url} reads them. */
public final class GoEscapes {
    private GoEscapes() {}

    /** The first escape that is none, as Go would quote it. */
    public static Optional<String> firstBad(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 3)) {
            if (!isHex(text, i + 1) || !isHex(text, i + 2)) {
                return Optional.of(text.substring(i, Math.min(text.length(), i + 3)));
            }
        }
        return Optional.empty();
    }

    /** A path without its escapes; with them when one is broken. */
    public static String decodePath(String text) {
        return text.indexOf('%') < 0 || firstBad(text).isPresent() ? text : decode(text);
    }

    /** The same for a query, where a plus is a blank. */
    public static String decodeQuery(String text) {
        return decodePath(text.replace('+', ' '));
    }

    private static String decode(String text) {
        var source = text.getBytes(StandardCharsets.UTF_8);
        var decoded = new ByteArrayOutputStream(source.length);
        for (int i = 0; i < source.length; i++) {
            if (source[i] == '%') {
                int high = Character.digit(source[++i], 16);
                decoded.write(high << 4 | Character.digit(source[++i], 16));
            } else {
                decoded.write(source[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(String text, int at) {
        return at < text.length()
                && text.charAt(at) < 0x80
                && Character.digit(text.charAt(at), 16) >= 0;
    }
}
