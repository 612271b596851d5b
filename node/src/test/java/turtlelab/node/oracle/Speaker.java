package turtlelab.node.oracle;

import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says the lines of a script to one server, in the language that the first word names:
 *
 * <pre>
 * grpc KV/Range key: "a"                    one question over gRPC
 * POST /v3/kv/range {"key":"{{base64 a}}"}  one over HTTP; | lines are its body too; the path may
 *                                           end with a header, [Grpc-Timeout=1S]
 * etcdctl get a                             one by etcdctl; | lines are what it reads
 * open w Watch/Watch                        a stream called w; or: open w /v3/watch JSON
 * talk w                                    goes on with it: &gt; REQUEST says, &lt; N hears N
 *                                           answers, &lt;~ N hears N in whatever order
 * close w                                   ends it
 * </pre>
 */
final class Speaker implements Script.Party, AutoCloseable {
    private static final long HEAR_MILLIS = 20_000;

    private final GrpcParty grpc;
    private final HttpParty http;
    private final Etcdctl etcdctl;
    private final Map<String, Line> lines = new HashMap<>();

    Speaker(Server server) {
        grpc = new GrpcParty(server.address());
        http = new HttpParty(server.url());
        etcdctl = new Etcdctl(server.url());
    }

    @Override
    public String answer(List<String> request) throws Exception {
        var first = Macros.expanded(request.getFirst()).split(" ", 3);
        var rest = first.length > 2 ? first[2] : "";
        var more = request.subList(1, request.size());
        var answer =
                switch (first[0]) {
                    case "grpc" -> grpc.unary(first[1], rest);
                    case "GET", "POST", "PUT", "OPTIONS" ->
                            http.send(first[0], first[1], rest + body(more));
                    case "etcdctl" -> etcdctl.run(first[1] + " " + rest, body(more));
                    case "open" -> open(first[1], rest.split(" ", 2), more);
                    case "talk" -> talk(first[1], more);
                    case "close" -> closed(first[1]);
                    default -> throw new IllegalArgumentException("no language " + first[0]);
                };
        return Mask.over(answer);
    }

    private static String body(List<String> more) {
        return more.stream()
                .filter(line -> line.startsWith("|"))
                .map(line -> Macros.expanded(line.substring(1).strip()) + "\n")
                .collect(Collectors.joining());
    }

    private String open(String name, String[] words, List<String> more) throws Exception {
        var target = words[0];
        var rest = words.length > 1 ? words[1] : "";
        lines.put(
                name,
                target.startsWith("/")
                        ? http.open(target, rest)
                        : grpc.open(target, headers(rest)));
        return talk(name, more);
    }

    /** In the form {@code name=value}. */
    private static Metadata headers(String text) {
        var headers = new Metadata();
        if (!text.isEmpty()) {
            var pair = text.split("=", 2);
            headers.put(Metadata.Key.of(pair[0], Metadata.ASCII_STRING_MARSHALLER), pair[1]);
        }
        return headers;
    }

    private String talk(String name, List<String> more) throws Exception {
        var line = lines.get(name);
        if (line == null) {
            throw new IllegalArgumentException("no stream " + name);
        }
        var heard = new ArrayList<String>();
        for (var step : more) {
            if (step.startsWith(">")) {
                line.send(Macros.expanded(step.substring(1).strip()));
            } else if (step.startsWith("<~ ")) {
                heard.addAll(heard(line, step.substring(3)).stream().sorted().toList());
            } else {
                heard.addAll(heard(line, step.substring(2)));
            }
        }
        return String.join("\n", heard);
    }

    private static List<String> heard(Line line, String count) throws InterruptedException {
        var heard = new ArrayList<String>();
        while (heard.size() < Integer.parseInt(count)) {
            var answer = line.next(HEAR_MILLIS);
            heard.add(answer == null ? "(nothing)" : answer);
        }
        return heard;
    }

    private String closed(String name) {
        var line = lines.remove(name);
        if (line != null) {
            line.cancel();
        }
        return "";
    }

    @Override
    public void close() throws Exception {
        lines.values().forEach(Line::cancel);
        grpc.close();
        http.close();
    }
}
