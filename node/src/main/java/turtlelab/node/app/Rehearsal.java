package turtlelab.node.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import turtlelab.node.app.practice.Caller;
import turtlelab.node.app.practice.Caller.Part;
import turtlelab.node.app.supervisor.Supervisor;

/**
 * Runs a cluster of three nodes for some seconds, in a folder that is removed again, and has it
 * asked through each door: the classes and the profiles of hot methods that the JVM gathers by it
 * go into the AOT cache that the launcher hands to every later start. Only speed depends on it.
 *
 * <p>A start opens none of the program's jars as long as all its classes are in the cache, so what
 * a start does is played from its first word on.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /** Ends the JVM: with 0 when the rehearsal went well, with 1 when it did not. */
    public static void main(String[] args) {
        int exit = 1; // The daemon goes on until it is told, and somebody waits for this to end.
        try {
            rehearse();
            exit = 0;
        } catch (Exception e) {
            LoggerFactory.getLogger(Rehearsal.class).error("the rehearsal went wrong", e);
        } finally {
            System.exit(exit);
        }
    }

    private static void rehearse() throws Exception {
        var folder = Files.createTempDirectory("turtled-rehearsal");
        try {
            var ports = RehearsedNodes.freePorts();
            play(folder, ports, Part.ALL);
            play(folder, ports, Part.HEALTH); // reading what is there is practised, too
            playAsDaemon(folder.resolve("daemon"), ports);
        } finally {
            remove(folder);
        }
    }

    private static void play(Path folder, List<InetSocketAddress> ports, Part part)
            throws Exception {
        try (var nodes = RehearsedNodes.start(folder, ports)) {
            Caller.call(part, nodes.clientUrls());
        }
    }

    /** The whole program, alone; systemd, which is not there, is told of it. */
    private static void playAsDaemon(Path folder, List<InetSocketAddress> ports) throws Exception {
        var client = "http://localhost:" + ports.getFirst().getPort(); // a name, to be looked up
        var peer = "http://127.0.0.1:" + ports.getLast().getPort();
        var words =
                List.of(
                        "--data-dir=" + folder,
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=default=" + peer);
        Thread.ofPlatform().daemon().name("daemon").start(() -> Main.run(words));
        Caller.call(Part.HEALTH, List.of(client));
        Supervisor.in(Map.of("NOTIFY_SOCKET", folder.resolve("nobody").toString())).ready("");
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
