package turtlelab.node.http.v2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A conversation: blocks of a request, a line of dashes, and the answer as a real etcd gave it. A
 * request is {@code METHOD target}, then header lines, then {@code | body}; {@code 3x} before it
 * sends it three times, and the last answer counts. Where our answer is another one on purpose it
 * follows behind {@code ---- turtled}, and a comment above the request says why. In answers what no
 * two runs share is masked, and line breaks of the body are shown as ¶. {@code {ab*500}} stands for
 * 500 times {@code ab}, in requests as in answers.
 */
public record HttpScript(List<Block> blocks) {
    private static final String DASHES = "----";
    private static final String OURS = DASHES + " turtled";
    private static final Pattern TIMES = Pattern.compile("(\\d+)x (.*)");
    private static final Pattern SHORT = Pattern.compile("\\{([^{}*]+)\\*(\\d+)}");
    private static final Pattern LONG = Pattern.compile("([^\\d{}*]{1,4}?)\\1{63,}");

    /** Whose answers are meant. */
    public enum Engine {
        ETCD,
        TURTLED
    }

    /**
     * One request with the answers that are expected.
     *
     * @param why what stands in the comments above the request
     * @param ours empty when it is etcd's answer
     */
    public record Block(String why, List<String> request, String etcds, Optional<String> ours) {
        String expected(Engine engine) {
            return engine == Engine.ETCD ? etcds : ours.orElse(etcds);
        }

        static Optional<Block> parse(String text) {
            var lines = text.lines().filter(line -> !line.startsWith("#")).toList();
            int dashes = lines.contains(DASHES) ? lines.indexOf(DASHES) : lines.size();
            int ours = lines.contains(OURS) ? lines.indexOf(OURS) : lines.size();
            var why =
                    text.lines()
                            .filter(line -> line.startsWith("#"))
                            .map(line -> line.substring(1).strip())
                            .collect(Collectors.joining(" "));
            return dashes == 0
                    ? Optional.empty()
                    : Optional.of(
                            new Block(
                                    why,
                                    lines.subList(0, dashes),
                                    joined(lines, dashes, ours),
                                    Optional.of(joined(lines, ours, lines.size()))
                                            .filter(answer -> !answer.isEmpty())));
        }

        private static String joined(List<String> lines, int before, int end) {
            return lines.stream().limit(end).skip(before + 1L).collect(Collectors.joining("\n"));
        }
    }

    /** The script of that name among the resources of the tests. */
    public static HttpScript named(String name) throws IOException {
        try (var script = HttpScript.class.getResourceAsStream("/v2/" + name + ".script")) {
            if (script == null) {
                throw new IOException("no script " + name);
            }
            return parse(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static HttpScript parse(String text) {
        var blocks = new ArrayList<Block>();
        for (var block : text.strip().split("\n\n+", -1)) {
            Block.parse(block).ifPresent(blocks::add);
        }
        return new HttpScript(blocks);
    }

    /** What a server really answers, in the form of {@link #expected}. */
    public String play(RawHttp server) throws IOException {
        var played = new StringBuilder();
        for (var block : blocks) {
            played.append(shown(block.request, shown(answer(server, block))));
        }
        return played.toString();
    }

    /** The answers that the script names. */
    public String expected(Engine engine) {
        return blocks.stream()
                .map(block -> shown(block.request, block.expected(engine)))
                .collect(Collectors.joining());
    }

    private static String shown(List<String> request, String answer) {
        return "%s\n%s\n%s\n\n".formatted(String.join("\n", request), DASHES, answer);
    }

    private static RawHttp.Reply answer(RawHttp server, Block block) throws IOException {
        var times = TIMES.matcher(block.request.getFirst());
        if (!times.matches()) {
            return server.send(request(block.request.getFirst(), block.request));
        }
        var request = request(times.group(2), block.request);
        for (int more = Integer.parseInt(times.group(1)); more > 1; more--) {
            server.send(request);
        }
        return server.send(request);
    }

    private static RawHttp.Request request(String head, List<String> lines) {
        var first = expanded(head).split(" ", 2);
        var rest = lines.subList(1, lines.size());
        var headers = rest.stream().filter(line -> !line.startsWith("|")).toList();
        var body =
                rest.stream()
                        .filter(line -> line.startsWith("|"))
                        .map(line -> expanded(line.substring(1).strip()))
                        .collect(Collectors.joining("\n"));
        return new RawHttp.Request(first[0], first[1], headers, body);
    }

    private static String expanded(String text) {
        return SHORT.matcher(text)
                .replaceAll(
                        part ->
                                Matcher.quoteReplacement(
                                        part.group(1).repeat(Integer.parseInt(part.group(2)))));
    }

    private static String shortened(String text) {
        return LONG.matcher(text)
                .replaceAll(
                        part -> {
                            var unit = part.group(1);
                            int count = part.group().length() / unit.length();
                            return Matcher.quoteReplacement("{" + unit + "*" + count + "}");
                        });
    }

    private static String shown(RawHttp.Reply reply) {
        var text = new StringBuilder().append(reply.status());
        reply.headers()
                .forEach(
                        (name, value) -> {
                            if (counts(name)) {
                                text.append('\n').append(name).append(": ");
                                text.append(name.startsWith("x-raft-") ? "#" : spaced(value));
                            }
                        });
        if (!reply.body().isEmpty()) {
            text.append('\n').append(masked(reply.body()).replace("\n", "¶"));
        }
        return text.toString();
    }

    /** Jetty writes media types without the blank. */
    private static String spaced(String value) {
        return shortened(value.replace(";charset=", "; charset="));
    }

    /** The same on every answer, or different in every run. */
    private static boolean counts(String header) {
        return !header.startsWith("access-control-")
                && !header.equals("date")
                && !header.equals("connection")
                && !header.equals("transfer-encoding")
                && !header.equals("content-length");
    }

    private static String masked(String body) {
        return shortened(body)
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "<time>")
                .replaceAll("\"uptime\":\"[^\"]+\"", "\"uptime\":\"<duration>\"");
    }
}
