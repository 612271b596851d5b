package turtlelab.features.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was typed and what came back. A line {@code $ COMMAND} is typed; the lines behind it are
 * what it must say, stdout and stderr, word for word but for {@code {PATTERN}}s; {@code [5]} at
 * their end is an exit code other than 0. Lines that begin with {@code #} are comments.
 */
record Transcript(List<Exchange> exchanges) {

    /** One command and its answer. */
    record Exchange(String command, List<String> answer) {

        boolean isAnsweredBy(String said) {
            return Pattern.matches(pattern(), said);
        }

        private String pattern() {
            return answer.stream().map(Exchange::pattern).collect(Collectors.joining());
        }

        private static String pattern(String line) {
            var masks = Pattern.compile("\\{([^}]*)}").matcher(line);
            var pattern = new StringBuilder();
            int end = 0;
            for (; masks.find(); end = masks.end()) {
                pattern.append(Pattern.quote(line.substring(end, masks.start())))
                        .append("(?:%s)".formatted(masks.group(1)));
            }
            return pattern.append(Pattern.quote(line.substring(end))).append('\n').toString();
        }
    }

    static Transcript of(String text) {
        var exchanges = new ArrayList<Exchange>();
        for (var part : text.replaceAll("(?m)^#.*\n", "").split("(?m)^\\$ ", -1)) {
            if (!part.isBlank()) {
                var lines = part.stripTrailing().lines().toList();
                exchanges.add(new Exchange(lines.getFirst(), lines.subList(1, lines.size())));
            }
        }
        return new Transcript(List.copyOf(exchanges));
    }
}
