package turtlelab.node.app.flags;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of shell-style {@code KEY="value"} lines; blank lines and lines that start with {@code #}
 * do not count. A later line wins over an earlier one.
 */
public final class EnvFile {
    private static final Pattern LINE =
            Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
    private static final Pattern VALUE =
            Pattern.compile(
                    "(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|([^\\s\"'#]*))(?:\\s+#.*|\\s*)");

    private EnvFile() {}

    /** One assignment and where it stands; lines count from 1. */
    public record Assignment(String key, String value, int line) {}

    /**
     * Reads a file.
     *
     * @throws ConfigFailure when it cannot be read or a line is no assignment; names the line
     */
    public static List<Assignment> read(Path file) throws ConfigFailure {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw ConfigFailure.refused("cannot read the environment file " + file + ": " + e);
        }
        var assignments = new ArrayList<Assignment>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                assignments.add(assignment(file, line, i + 1));
            }
        }
        return assignments;
    }

    private static Assignment assignment(Path file, String line, int number) throws ConfigFailure {
        var parts = LINE.matcher(line);
        var value = parts.matches() ? VALUE.matcher(parts.group(2)) : null;
        if (value == null || !value.matches()) {
            throw ConfigFailure.refused(
                    file + ":" + number + ": not of the form KEY=\"value\": " + Quoted.of(line));
        }
        return new Assignment(parts.group(1), unquoted(value), number);
    }

    private static String unquoted(Matcher value) {
        if (value.group(1) != null) {
            return value.group(1).replaceAll("\\\\([\"\\\\$`])", "$1");
        }
        return value.group(2) != null ? value.group(2) : value.group(3);
    }
}
