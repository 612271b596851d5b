package turtlelab.node.app.flags;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Command lines as Go's flag package reads them: one or two dashes, {@code --x=y} or {@code --x y};
 * a truth value only by {@code =}; the last of several wins.
 */
public final class FlagParser {
    private final Map<Flag, String> values = new LinkedHashMap<>();
    private final Deque<String> words;
    private boolean help;

    private FlagParser(List<String> words) {
        this.words = new ArrayDeque<>(words);
    }

    /** What the command line said. {@code help} wins over everything else. */
    public record CommandLine(Map<Flag, String> values, boolean help) {}

    /**
     * Reads a command line.
     *
     * @throws ConfigFailure in Go's and etcd's words
     */
    public static CommandLine parse(List<String> words) throws ConfigFailure {
        var parser = new FlagParser(words);
        while (!parser.help && parser.next()) {
            // Every step takes one flag.
        }
        if (!parser.help && !parser.words.isEmpty()) {
            throw ConfigFailure.verifying("'" + parser.words.peek() + "' is not a valid flag");
        }
        return new CommandLine(parser.values, parser.help);
    }

    private boolean next() throws ConfigFailure {
        var word = words.peek();
        if (word == null || !word.startsWith("-") || word.equals("-")) {
            return false;
        }
        words.remove();
        if (word.equals("--")) {
            return false;
        }
        var body = word.substring(word.startsWith("--") ? 2 : 1);
        if (body.isEmpty() || body.startsWith("-") || body.startsWith("=")) {
            throw ConfigFailure.badFlag("bad flag syntax: " + word);
        }
        var equals = body.indexOf('=');
        var name = equals < 0 ? body : body.substring(0, equals);
        if (name.equals("h") || name.equals("help")) {
            help = true;
            return true;
        }
        var flag = Flags.find(name).orElse(null);
        if (flag == null) {
            throw ConfigFailure.badFlag("flag provided but not defined: -" + name);
        }
        var value = equals < 0 ? following(flag) : body.substring(equals + 1);
        var before = flag.kind() == FlagKind.LIST ? values.get(flag) : null;
        values.put(flag, before == null ? value : before + "," + value);
        check(flag, values.getOrDefault(flag, ""));
        return true;
    }

    private String following(Flag flag) throws ConfigFailure {
        if (flag.kind() == FlagKind.BOOL) {
            return "true";
        }
        var value = words.poll();
        if (value == null) {
            throw ConfigFailure.badFlag("flag needs an argument: -" + flag.name());
        }
        return value;
    }

    private static void check(Flag flag, String value) throws ConfigFailure {
        var refusal = flag.kind().refusal(value).orElse(null);
        if (refusal != null) {
            var start =
                    flag.kind() == FlagKind.BOOL
                            ? "invalid boolean value " + Quoted.of(value) + " for -"
                            : "invalid value " + Quoted.of(value) + " for flag -";
            throw ConfigFailure.badFlag(start + flag.name() + ": " + refusal);
        }
    }
}
