package turtlelab.node.oracle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The distribution's etcdctl, unmodified, against one server. */
public record Etcdctl(String url) {
    private static final int SECONDS = 60;

    /** Its own two and five seconds are too few where many tests share a machine. */
    private static final List<String> PATIENCE =
            List.of("--dial-timeout=20s", "--command-timeout=20s");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    /** What it printed, errors too, and how it ended where that is not 0. */
    public String run(String words, String input) throws Exception {
        var command = new ArrayList<>(List.of("etcdctl", "--endpoints", url));
        command.addAll(PATIENCE);
        WORD.matcher(words)
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .forEach(command::add);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ETCDCTL_API", "3");
        var process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "(does not end)";
        }
        var printed = withoutLog(output);
        return process.exitValue() == 0 ? printed : printed + "\nexit " + process.exitValue();
    }

    /** The client library's own log lines, in JSON, tell times and addresses. */
    private static String withoutLog(String output) {
        return output.lines()
                .filter(line -> !line.startsWith("{\"level\":"))
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }
}
