package turtlelab.node.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rules that need nothing but the lines of a file. */
final class TextRules {

    static final int MOST_LINES = 400;
    static final int MOST_COLUMNS = 100;

    /** A clock, a sleep or chance that nobody handed in. */
    private static final Pattern UNGIVEN =
            Pattern.compile(
                    "System\\.currentTimeMillis|System\\.nanoTime|Thread\\.sleep"
                            + "|new Random\\(|Math\\.random");

    /** Tests may measure how long they wait and seed their own chance, but never just sleep. */
    private static final Pattern UNGIVEN_IN_TESTS =
            Pattern.compile("Thread\\.sleep|new Random\\(\\)|Math\\.random");

    private static final Pattern LEFTOVER =
            Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME)\\b(?!:?\\s*\\(?#\\d)");

    private static final Pattern LAB_ADDRESS =
            Pattern.compile("\\b(?:10\\.0\\.0|10\\.10\\.10|192\\.168\\.56)\\.\\d");

    private TextRules() {}

    static List<Finding> shortFile(Source source) {
        var lines = source.lines().size();
        if (lines <= MOST_LINES || !(source.isJava() || source.isScript() || source.is("feature")))
            return List.of();
        return List.of(source.finding(MOST_LINES + 1, lines + " lines in one file"));
    }

    /** An import cannot be broken; every other line can. */
    static List<Finding> shortLines(Source source) {
        if (!(source.isJava() || source.isScript())) return List.of();
        var findings = new ArrayList<Finding>();
        var lines = source.lines();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.length() > MOST_COLUMNS && !line.startsWith("import "))
                findings.add(source.finding(i + 1, line.length() + " columns"));
        }
        return findings;
    }

    /** Only {@code base}, {@code exec} and the benchmark may ask the machine for time or chance. */
    static List<Finding> givenTimeAndChance(Source source) {
        if (!source.isJava() || source.has("base") || source.has("exec") || source.has("bench"))
            return List.of();
        var code = JavaText.codeOf(source.text());
        return matches(source, code, source.isTest() ? UNGIVEN_IN_TESTS : UNGIVEN, "not handed in");
    }

    static List<Finding> noLeftovers(Source source) {
        if (source.is("md")) return List.of();
        return matches(source, source.text(), LEFTOVER, "without an issue number");
    }

    /** Addresses stand in {@code lab.yaml} alone. */
    static List<Finding> noLabAddress(Source source) {
        if (!source.isMain()) return List.of();
        return matches(source, source.text(), LAB_ADDRESS, "an address of the lab");
    }

    private static List<Finding> matches(
            Source source, String text, Pattern pattern, String complaint) {
        var findings = new ArrayList<Finding>();
        var lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            var matcher = pattern.matcher(lines.get(i));
            if (matcher.find())
                findings.add(source.finding(i + 1, matcher.group() + ": " + complaint));
        }
        return findings;
    }
}
