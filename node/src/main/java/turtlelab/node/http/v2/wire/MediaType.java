package turtlelab.node.http.v2.wire;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Content-Type as Go's {@code mime.ParseMediaType} reads it.
 *
 * @param essence such as {@code application/json}, in lower case
 * @param failure what is wrong with it, in Go's words
 */
public record MediaType(String essence, Optional<String> failure) {
    /** What Go assumes when a request does not say. */
    static final MediaType UNKNOWN = new MediaType("application/octet-stream", Optional.empty());

    private static final String TOKEN = "[^\\s()<>@,;:\\\\\"/\\[\\]?=]+";
    private static final Pattern ESSENCE =
            Pattern.compile("(?<type>" + TOKEN + ")?(?<slash>/)?(?<subtype>" + TOKEN + ")?");
    private static final Pattern PARAMETER =
            Pattern.compile(
                    "\\s*;\\s*(?<name>" + TOKEN + ")\\s*=\\s*(" + TOKEN + "|\"(\\\\.|[^\"])*\")");

    public static MediaType parse(String text) {
        int semicolon = text.indexOf(';');
        var essence = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
        essence = essence.toLowerCase(Locale.ROOT);
        var wrong = wrong(essence);
        return wrong.isPresent()
                ? new MediaType("", wrong)
                : withParameters(essence, semicolon < 0 ? "" : text.substring(semicolon));
    }

    private static Optional<String> wrong(String essence) {
        var parts = ESSENCE.matcher(essence);
        boolean begins = parts.lookingAt();
        if (!begins || parts.group("type") == null) {
            return Optional.of("mime: no media type");
        }
        if (parts.end("type") == essence.length()) {
            return Optional.empty();
        }
        if (parts.group("slash") == null) {
            return Optional.of("mime: expected slash after first token");
        }
        if (parts.group("subtype") == null) {
            return Optional.of("mime: expected token after slash");
        }
        return parts.end() == essence.length()
                ? Optional.empty()
                : Optional.of("mime: unexpected content after media subtype");
    }

    private static MediaType withParameters(String essence, String rest) {
        var names = new HashSet<String>();
        var parameter = PARAMETER.matcher(rest);
        int at = 0;
        while (parameter.region(at, rest.length()).lookingAt()) {
            if (!names.add(parameter.group("name").toLowerCase(Locale.ROOT))) {
                return new MediaType("", Optional.of("mime: duplicate parameter name"));
            }
            at = parameter.end();
        }
        var left = rest.substring(at).strip();
        return left.isEmpty() || left.equals(";")
                ? new MediaType(essence, Optional.empty())
                : new MediaType(essence, Optional.of("mime: invalid media parameter"));
    }
}
