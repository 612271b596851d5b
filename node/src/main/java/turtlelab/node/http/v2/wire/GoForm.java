package turtlelab.node.http.v2.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request as Go's {@code ParseForm} sees them: from the query, and for PUT and
 * POST from a body of type {@code application/x-www-form-urlencoded}, which wins. Only the first
 * value of a name counts.
 */
public final class GoForm {
    /** Go reads no longer form. */
    static final int MAX_BODY = 10 << 20;

    /** Far more than v2 knows; a map of millions would cost a hundred times the body. */
    static final int MOST_NAMES = 1000;

    private static final String URL_ENCODED = "application/x-www-form-urlencoded";

    private final Map<String, String> values = new LinkedHashMap<>();
    private @Nullable String failure;

    /** What a request says. */
    public record Source(
            boolean bodyCounts, @Nullable String contentType, InputStream body, String query) {}

    private GoForm() {}

    /** Reads everything; what cannot be read makes {@link #failure} speak. */
    public static GoForm read(Source source) throws IOException {
        var form = new GoForm();
        if (source.bodyCounts) {
            form.readBody(source);
        }
        form.parse(source.query);
        return form;
    }

    /** The first thing that went wrong, in Go's words. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value; empty when the parameter is absent. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    public Map<String, String> all() {
        return Collections.unmodifiableMap(values);
    }

    private void readBody(Source source) throws IOException {
        var given = source.contentType == null ? "" : source.contentType;
        var type = given.isBlank() ? MediaType.UNKNOWN : MediaType.parse(given);
        if (type.failure().isPresent()) {
            failure = type.failure().get();
            if (!type.essence().equals(URL_ENCODED)) {
                return;
            }
        }
        if (type.essence().equals(URL_ENCODED)) {
            var body = source.body.readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                failure = "http: POST too large";
            } else {
                parse(new String(body, StandardCharsets.UTF_8));
            }
        }
    }

    private void parse(String query) {
        @Nullable String first = null;
        for (int from = 0; from <= query.length() && values.size() <= MOST_NAMES; ) {
            int end = query.indexOf('&', from);
            end = end < 0 ? query.length() : end;
            var pair = query.substring(from, end);
            from = end + 1;
            if (pair.contains(";")) {
                first = "invalid semicolon separator in query";
            } else if (!pair.isEmpty()) {
                var wrong = parsePair(pair);
                first = first == null ? wrong : first;
            }
        }
        if (values.size() > MOST_NAMES) {
            first = "more than " + MOST_NAMES + " parameters";
        }
        failure = failure == null ? first : failure;
    }

    /** What is wrong with the pair; null when it was taken. */
    private @Nullable String parsePair(String pair) {
        int equals = pair.indexOf('=');
        var name = equals < 0 ? pair : pair.substring(0, equals);
        var value = equals < 0 ? "" : pair.substring(equals + 1);
        var wrong = GoEscapes.firstBad(name).or(() -> GoEscapes.firstBad(value));
        if (wrong.isPresent()) {
            return "invalid URL escape " + GoJson.quoted(wrong.get());
        }
        values.putIfAbsent(GoEscapes.decodeQuery(name), GoEscapes.decodeQuery(value));
        return null;
    }
}
