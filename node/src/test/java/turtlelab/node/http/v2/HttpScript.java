package turtlelab.node.http.v2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A conversation: blocks of a request, a line of dashes, and the answer as a real etcd gave it. A
 * request is {@code METHOD target}, then header lines, then {@code | body}. In answers what no two
 * runs share is masked, and line breaks of the body are shown as ¶.
 */
record HttpScript(List<Block> blocks) {
    private static final String DASHES = "----";

    /** One request with the answer that is expected. */
    record Block(List<String> request, String expected) {}

    static HttpScript parse(String text) {
        var blocks = new ArrayList<Block>();
        for (var block : text.strip().split("\n\n+", -1)) {
            var lines = block.lines().filter(line -> !line.startsWith("#")).toList();
            int dashes = lines.indexOf(DASHES);
            int end = dashes < 0 ? lines.size() : dashes;
            var expected = lines.stream().skip(end + 1L).collect(Collectors.joining("\n"));
            if (end > 0) {
                blocks.add(new Block(lines.subList(0, end), expected));
            }
        }
        return new HttpScript(blocks);
    }

    /** What a server really answers, in the form of the script. */
    String play(RawHttp server) throws IOException {
        var played = new StringBuilder();
        for (var block : blocks) {
            block.request.forEach(line -> played.append(line).append('\n'));
            played.append(DASHES).append('\n');
            played.append(shown(server.send(request(block.request)))).append("\n\n");
        }
        return played.toString();
    }

    /** The script itself in the form of {@link #play}, without its comments. */
    String expected() {
        return blocks.stream()
                .map(
                        block ->
                                "%s\n%s\n%s\n\n"
                                        .formatted(
                                                String.join("\n", block.request),
                                                DASHES,
                                                block.expected))
                .collect(Collectors.joining());
    }

    private static RawHttp.Request request(List<String> lines) {
        var first = lines.getFirst().split(" ", 2);
        var rest = lines.subList(1, lines.size());
        var headers = rest.stream().filter(line -> !line.startsWith("|")).toList();
        var body =
                rest.stream()
                        .filter(line -> line.startsWith("|"))
                        .map(line -> line.substring(1).strip())
                        .collect(Collectors.joining("\n"));
        return new RawHttp.Request(first[0], first[1], headers, body);
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
        return value.replace(";charset=", "; charset=");
    }

    /** The same on every answer, or different in every run. */
    private static boolean counts(String header) {
        return !header.startsWith("access-control-")
                && !header.equals("date")
                && !header.equals("connection")
                && !header.equals("content-length");
    }

    private static String masked(String body) {
        return body.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "<time>")
                .replaceAll("\"uptime\":\"[^\"]+\"", "\"uptime\":\"<duration>\"");
    }
}
