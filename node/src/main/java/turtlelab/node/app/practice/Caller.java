package turtlelab.node.app.practice;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import turtlelab.node.grpc.practice.Practice;

/**
 * Who asks the nodes of a rehearsal, in a process of its own: a node that only serves needs none of
 * a client's classes, and every class in the cache is paid for at every start.
 */
public final class Caller {
    private static final Duration GRPC = Duration.ofSeconds(30);
    private static final int GRPC_CALLS = 30_000;
    private static final Duration HTTP = Duration.ofSeconds(60);
    private static final int HTTP_REQUESTS = 24_000;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private Caller() {}

    /** How much is asked. */
    public enum Part {
        /** Until the first node is healthy. */
        HEALTH,
        /** Everything, and often what clients ask often. */
        ALL
    }

    /** Asks the nodes at these URLs; fails when an answer is bad. */
    public static void call(Part part, List<String> urls) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var words =
                new ArrayList<>(
                        List.of(
                                java,
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Caller.class.getName(),
                                part.name()));
        words.addAll(urls);
        var caller = new ProcessBuilder(words).inheritIO().start();
        try {
            if (!caller.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("no end of the calls within " + LONGEST);
            }
            if (caller.exitValue() != 0) {
                throw new IOException("the calls ended with " + caller.exitValue());
            }
        } finally {
            caller.destroyForcibly();
        }
    }

    /** The part, then URLs of client ports. Ends the JVM with 0 when all was answered well. */
    public static void main(String[] args) throws Exception {
        var words = List.of(args);
        var urls = words.subList(1, words.size());
        try (var http = new HttpPractice(urls)) {
            http.awaitHealth();
            if (Part.valueOf(words.getFirst()) == Part.ALL) {
                http.eachKind();
                Practice.run(urls.stream().map(Caller::address).toList(), GRPC_CALLS, GRPC);
                http.often(HTTP_REQUESTS, HTTP);
            }
        }
    }

    private static InetSocketAddress address(String url) {
        var uri = URI.create(url);
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }
}
