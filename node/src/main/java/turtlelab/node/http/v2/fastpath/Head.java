package turtlelab.node.http.v2.fastpath;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, understood only where nothing in it is unusual. It is stricter than RFC
 * 9112, so that what it accepts nobody reads otherwise: what it does not accept is for the HTTP
 * server, which knows the exceptions.
 */
final class Head {
    static final String PREFIX = "/v2/keys";

    private static final Set<String> WITH_BODY = Set.of("PUT", "POST");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "DELETE");

    /** Of queries: who asks for these waits for events, or for much. */
    private static final List<String> SLOW = List.of("wait", "recursive");

    private static final int MOST_DIGITS = 9;

    /** They change what a request means; who sends one is served by the server that knows them. */
    private static final Set<String> MEANINGFUL =
            Set.of(
                    "authorization",
                    "expect",
                    "transfer-encoding",
                    "te",
                    "trailer",
                    "upgrade",
                    "content-encoding",
                    "origin");

    private String method = "";
    private String target = "";
    private @Nullable String contentType;
    private int length = -1;
    private int hosts;
    private boolean last;

    private Head() {}

    /**
     * Reads it.
     *
     * @param text from the method to the last header's line end, one character for each byte
     * @return null when something is unusual
     */
    static @Nullable Head read(String text) {
        var head = new Head();
        int end = text.indexOf("\r\n");
        if (!isPlain(text) || end < 0 || !head.requestLine(text.substring(0, end))) {
            return null;
        }
        int from = end + 2;
        while (from < text.length()) {
            end = text.indexOf("\r\n", from);
            if (end < 0 || !head.field(text, from, end)) {
                return null;
            }
            from = end + 2;
        }
        return head.isWhole() ? head : null;
    }

    String method() {
        return method;
    }

    /** Behind {@link #PREFIX}, without the query. */
    String key() {
        int query = target.indexOf('?');
        return target.substring(PREFIX.length(), query < 0 ? target.length() : query);
    }

    String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    @Nullable String contentType() {
        return contentType;
    }

    /** Whether the client wants the connection closed behind the answer. */
    boolean isLast() {
        return last;
    }

    /** Bytes of the body. */
    int length() {
        return Math.max(length, 0);
    }

    /** Printable ASCII in lines that end as they should. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                i++;
                if (i == text.length() || text.charAt(i) != '\n') {
                    return false;
                }
            } else if ((c < ' ' && c != '\t') || c > '~') {
                return false;
            }
        }
        return true;
    }

    private boolean requestLine(String line) {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        if (first < 0 || second < 0 || !line.startsWith("HTTP/1.1", second + 1)) {
            return false;
        }
        method = line.substring(0, first);
        target = line.substring(first + 1, second);
        return line.length() == second + 1 + "HTTP/1.1".length()
                && (WITH_BODY.contains(method) || WITHOUT_BODY.contains(method))
                && target.startsWith(PREFIX)
                && isClean(key())
                && SLOW.stream().noneMatch(query()::contains);
    }

    /** A key that neither decoding nor cleaning would change. */
    private static boolean isClean(String key) {
        if (!key.isEmpty() && key.charAt(0) != '/') {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && "/-_.~".indexOf(c) < 0) {
                return false;
            }
        }
        return !key.contains("//") && !key.contains("/.");
    }

    private boolean field(String text, int from, int end) {
        int colon = text.indexOf(':', from);
        if (colon <= from || colon > end || !isToken(text, from, colon)) {
            return false;
        }
        var name = text.substring(from, colon).toLowerCase(Locale.ROOT);
        var value = text.substring(colon + 1, end).strip();
        return switch (name) {
            case "host" -> ++hosts == 1 && !value.isEmpty();
            case "content-length" -> length < 0 && takeLength(value);
            case "content-type" -> takeType(value);
            case "connection" -> takeConnection(value);
            default -> !MEANINGFUL.contains(name);
        };
    }

    private static boolean isToken(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && c != '-' && !(c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    private boolean takeType(String value) {
        var isFirst = contentType == null;
        contentType = value;
        return isFirst;
    }

    private boolean takeConnection(String value) {
        last |= value.equalsIgnoreCase("close");
        return last || value.equalsIgnoreCase("keep-alive");
    }

    private boolean takeLength(String value) {
        if (value.isEmpty() || value.length() > MOST_DIGITS) {
            return false;
        }
        if (!value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        length = Integer.parseInt(value);
        return true;
    }

    private boolean isWhole() {
        return hosts == 1 && (WITH_BODY.contains(method) ? length >= 0 : length <= 0);
    }
}
