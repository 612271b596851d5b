package turtlelab.node.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Hides in an answer what no two runs share. */
final class Mask {
    private static final int LONGEST = 3000;
    private static final int SHOWN = 100;

    private record Rule(Pattern pattern, String replacement) {
        static Rule of(String pattern, String replacement) {
            return new Rule(Pattern.compile(pattern), replacement);
        }
    }

    private static final List<Rule> RULES =
            List.of(
                    // Who and when, in each of the three forms.
                    Rule.of("(cluster_id\"?: ?\"?)14841639068965178418", "$1<cluster>"),
                    Rule.of("(member_id\"?: ?\"?)10276657743932975437", "$1<member>"),
                    Rule.of("(raft_?(?:term|Term|Index|AppliedIndex)\"?: ?\"?)\\d+", "$1<raft>"),
                    Rule.of("cluster_id: <cluster> member_id: <member>", "<ids>"),
                    Rule.of("\"cluster_id\":\"<cluster>\",\"member_id\":\"<member>\"", "<ids>"),
                    Rule.of("\"?raft_term\"?: ?\"?<raft>\"?", "<term>"),
                    Rule.of("(dbSize(?:InUse)?\"?: ?\"?)\\d+", "$1<size>"),
                    Rule.of("(\"?hash\"?: ?)\\d+", "$1<hash>"),
                    Rule.of("(\\b(?:ID|lease): )(?!10276657743932975437)\\d{15,20}", "$1<new>"),
                    Rule.of("(\"turtled\":\")[^\"]+", "$1<version>"),
                    // What is left of a lease.
                    Rule.of("(TTL: )\\d+( grantedTTL)", "$1<left>$2"),
                    Rule.of("(\"TTL\":\")\\d+(\",\"grantedTTL\")", "$1<left>$2"),
                    Rule.of("remaining\\(\\d+s\\)", "remaining(<left>)"),
                    Rule.of("took = \\S+", "took = <time>"),
                    // Where it listens.
                    Rule.of("http://127\\.6\\.\\d\\.\\d+:\\d+", "<url>"),
                    Rule.of("127\\.6\\.\\d\\.\\d+:\\d+", "<address>"));

    /** Members stand in the order of their identities, of which new ones are random. */
    private static final Pattern MEMBERS = Pattern.compile("(?:members \\{ [^}]*} )+");

    private Mask() {}

    static String over(String answer) {
        var masked = answer;
        for (var rule : RULES) {
            masked = rule.pattern.matcher(masked).replaceAll(rule.replacement);
        }
        masked = MEMBERS.matcher(masked).replaceAll(Mask::sorted);
        return masked.lines()
                .map(String::stripTrailing)
                .map(Mask::shortened)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    private static String sorted(MatchResult members) {
        return Arrays.stream(members.group().split("(?<=} )", -1))
                .sorted()
                .collect(Collectors.joining());
    }

    private static String shortened(String line) {
        if (line.isBlank()) {
            return "¶"; // An empty line would end the block.
        }
        return line.length() <= LONGEST
                ? line
                : "%s… (%d characters)".formatted(line.substring(0, SHOWN), line.length());
    }
}
