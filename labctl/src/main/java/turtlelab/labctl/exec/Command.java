package turtlelab.labctl.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A command to run: its words, what it finds in its environment beside what is there already, and
 * the folder it starts in ({@code null}: where labctl runs).
 */
public record Command(List<String> words, Map<String, String> environment, @Nullable Path folder) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    public Command {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least one word");
        }
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public static Command of(String... words) {
        return new Command(List.of(words), Map.of(), null);
    }

    public static Command of(List<String> words) {
        return new Command(words, Map.of(), null);
    }

    /** The same command with these variables added to its environment. */
    public Command with(Map<String, String> variables) {
        return new Command(words, variables, folder);
    }

    /** The same command, started in this folder. */
    public Command in(Path start) {
        return new Command(words, environment, start);
    }

    /** Its environment, a line {@code NAME=VALUE} for each variable, in the order of names. */
    public String environmentLines() {
        return new TreeMap<>(environment)
                .entrySet().stream().map(it -> it + "\n").collect(Collectors.joining());
    }

    /** The command as one can paste it into a shell. */
    public String shown() {
        return words.stream().map(Command::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
