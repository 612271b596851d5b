package turtlelab.node.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import turtlelab.node.grpc.practice.Practice;

/**
 * Runs a cluster of three nodes for some seconds, in a folder that is removed again, and asks it
 * through each door: the classes and the profiles of hot methods that the JVM gathers by it go into
 * the AOT cache that the launcher hands to every later start. Only speed depends on it.
 */
public final class Rehearsal {
    private static final Duration GRPC = Duration.ofSeconds(30);
    private static final int GRPC_CALLS = 30_000;
    private static final Duration HTTP = Duration.ofSeconds(60);
    private static final int HTTP_REQUESTS = 24_000;

    private Rehearsal() {}

    /** Ends the JVM with 0 when the rehearsal went well. */
    public static void main(String[] args) throws Exception {
        var folder = Files.createTempDirectory("turtled-rehearsal");
        try {
            var ports = RehearsedNodes.freePorts();
            try (var nodes = RehearsedNodes.start(folder, ports);
                    var http = new HttpPractice(nodes.clientUrls())) {
                http.awaitHealth();
                http.eachKind();
                Practice.run(nodes.clients(), GRPC_CALLS, GRPC);
                http.often(HTTP_REQUESTS, HTTP);
            }
            restart(folder, ports);
        } finally {
            remove(folder);
        }
    }

    /** Reading what is there is practised, too. */
    private static void restart(Path folder, List<InetSocketAddress> ports) throws Exception {
        try (var nodes = RehearsedNodes.start(folder, ports);
                var http = new HttpPractice(nodes.clientUrls())) {
            http.awaitHealth();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
