package turtlelab.labctl.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command line that several programs are to do alike.
 *
 * @param compared {@code =} all, {@code h} all but stdout (which is help), {@code 1} exit code and
 *     the first line of stderr
 * @param api 2 or 3
 * @param variables of the environment, {@code ETCDCTL_API} among them
 * @param input what it reads
 * @param words {@code URL} among them is the server's, {@code LEASE} the lease granted last
 */
record CtlLine(
        String compared,
        String api,
        Map<String, String> variables,
        List<String> words,
        String input) {

    private static final Pattern LINE = Pattern.compile("([=h1]) ([23]) (.*)");

    /** A busy machine changes no word of an answer. */
    private static final List<String> PATIENCE =
            List.of("--timeout", "20s", "--total-timeout", "60s");

    static List<CtlLine> read(String name) {
        try (var in = CtlLine.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8)
                    .lines()
                    .filter(it -> !it.isBlank() && !it.startsWith("#"))
                    .map(CtlLine::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CtlLine of(String text) {
        var parts = LINE.matcher(text);
        assertThat(parts.matches()).as(text).isTrue();
        var halves = parts.group(3).split(" << ", 2);
        var input = halves.length < 2 ? "" : halves[1].replace("\\n", "\n");
        var variables = new TreeMap<>(Map.of("ETCDCTL_API", parts.group(2)));
        var words = new ArrayList<String>();
        for (var word : halves[0].split(" ", -1)) {
            if (words.isEmpty() && word.startsWith("ETCDCTL_")) {
                var variable = word.split("=", 2);
                variables.put(variable[0], variable[1]);
            } else {
                words.add(word.equals("''") ? "" : word.replace('~', ' '));
            }
        }
        return new CtlLine(parts.group(1), parts.group(2), variables, words, input);
    }

    Map<String, String> environmentAt(String url) {
        var environment = new TreeMap<>(variables);
        environment.replaceAll((_, value) -> value.equals("URL") ? url : value);
        return environment;
    }

    List<String> wordsAt(String url, String lease) {
        var all = new ArrayList<String>();
        if (!namesEndpoints()) {
            all.addAll(List.of("--endpoints", url));
        }
        if (api.equals("2") && !words.contains("--timeout") && !words.contains("--total-timeout")) {
            all.addAll(PATIENCE);
        }
        for (var word : words) {
            all.add(word.equals("LEASE") ? lease : word.replace("URL", url));
        }
        return all;
    }

    private boolean namesEndpoints() {
        return variables.containsValue("URL")
                || words.stream().anyMatch(it -> it.contains("URL"))
                || words.contains("--endpoints");
    }

    /** What is compared of a run. */
    String shown(Ran ran) {
        var err = masked(ran.err());
        var seen =
                switch (compared) {
                    case "=" -> masked(ran.out()) + "-- stderr\n" + err;
                    case "h" -> err;
                    default -> err.lines().limit(1).collect(Collectors.joining());
                };
        return "exit " + ran.exitCode() + "\n" + seen;
    }

    /** Without what differs from run to run, and what the original's libraries have to say. */
    private static String masked(String text) {
        return text.lines()
                .filter(it -> !it.startsWith("{\"level\":\"warn\"") && !it.startsWith("stty: "))
                .map(CtlLine::maskedLine)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String maskedLine(String line) {
        var table = line.matches("[|+].*") ? line.replaceAll("-+", "-") : line;
        return table.replaceAll("(?<=[|]) +| +(?=[|])", " ")
                .replaceAll("127\\.9\\.1\\.[12]:\\d+", "HOST")
                .replaceAll("(?<=:)\\d{13,20}\\b", "ID")
                .replaceAll(" {0,3}\\b[0-9a-f]{13,16}\\b", " ID")
                .replaceAll("^ ID", "ID")
                .replaceAll("(l=http://127.9.1.9:2380),(one=http://HOST)", "$2,$1")
                .replaceAll("(\"dbSize\\w*\":|\"DBSize\" : )\\d+|\\d+ kB", "$1SIZE")
                .replaceAll("\\b\\d{16,20}\\b", "ID")
                .replaceAll("remaining\\(\\d+s\\)|(?<=\"(TTL|ttl)\"( :|:) ?)29\\d", "LEFT")
                .replaceAll("(?<=took = |\"took\":\"|\"Took\" : )[\\d.]+(µ|m|n)?s", "TIME")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
                .replaceAll("^\\d{4}/?-?\\d\\d/?-?\\d\\d [\\d:.]+ [CW] \\| ", "")
                .replaceAll("(true|false), (\\d+), \\d+, \\d+, $", "$1, $2, N, N, ")
                .replaceAll("(\"raft\\w*Index\":|\"Raft\\w*Index\" : )\\d+", "$1N")
                .replaceAll("\\d+ \\| +\\d+ \\| +\\| *$|\\d+ \\| +\\d+ \\| +\\|$", "N");
    }
}
