package turtlelab.labctl.render;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Colours for words that mean something; laid on after all widths have been counted. */
public final class Colours {

    private static final Pattern WORD = Pattern.compile("\\b[a-z]+\\b");

    private Colours() {}

    /** The few that every terminal has. */
    public enum Colour {
        RED("31"),
        GREEN("32"),
        YELLOW("33");

        private final String code;

        Colour(String code) {
            this.code = code;
        }

        private String paint(String word) {
            return "\033[" + code + "m" + word + "\033[0m";
        }
    }

    /** The same lines with these words in their colours. */
    public static List<String> paint(List<String> lines, Map<String, Colour> meaning) {
        return lines.stream().map(line -> paint(line, meaning)).toList();
    }

    private static String paint(String line, Map<String, Colour> meaning) {
        return WORD.matcher(line)
                .replaceAll(
                        word -> {
                            var colour = meaning.get(word.group());
                            return colour == null ? word.group() : colour.paint(word.group());
                        });
    }
}
