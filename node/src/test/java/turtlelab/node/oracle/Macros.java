package turtlelab.node.oracle;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What would make a script unreadable: {@code {{base64 TEXT}}}, and {@code {{N times TEXT}}}, where
 * {@code %d} in the text counts from 0.
 */
final class Macros {
    private static final Pattern BASE64 = Pattern.compile("\\{\\{base64 (.*?)}}");
    private static final Pattern TIMES = Pattern.compile("\\{\\{(\\d+) times (.*?)}}");

    private Macros() {}

    static String expanded(String line) {
        if (!line.contains("{{")) {
            return line;
        }
        var repeated = TIMES.matcher(line).replaceAll(found -> quoted(times(found)));
        return BASE64.matcher(repeated).replaceAll(found -> quoted(base64(found.group(1))));
    }

    private static String times(MatchResult found) {
        var text = found.group(2);
        int times = Integer.parseInt(found.group(1));
        if (!text.contains("%d")) {
            return text.repeat(times);
        }
        return IntStream.range(0, times)
                .mapToObj(i -> text.replace("%d", Integer.toString(i)))
                .collect(Collectors.joining());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }
}
