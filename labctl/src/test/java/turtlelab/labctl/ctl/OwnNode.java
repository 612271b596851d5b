package turtlelab.labctl.ctl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import turtlelab.labctl.ctl.wire.NoReply;
import turtlelab.labctl.ctl.wire.Request;
import turtlelab.labctl.ctl.wire.Wire;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.lab.Programs;
import turtlelab.labctl.stage.EtcdProcess;

/**
 * A fresh turtled of one member, on free ports of a loopback address. It is the one that was built
 * before labctl, as {@code ./mvnw verify} does.
 */
public record OwnNode(EtcdProcess process, String url) implements AutoCloseable {

    /** What a fresh node does by itself takes three indexes of the v2 store. */
    private static final long FRESH = 3;

    private static final Path TARGET = Programs.home().orElseThrow().resolve("node/target");

    /** Says so where it is not. */
    public static boolean isBuilt() {
        boolean isBuilt = Files.exists(TARGET.resolve("turtled.jar"));
        if (!isBuilt) System.err.println("skipped: turtled is not built (./mvnw package)");
        return isBuilt;
    }

    public static OwnNode start(Path folder) throws InterruptedException {
        var url = RealEtcd.freeUrl();
        var peerUrl = RealEtcd.freeUrl();
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx192m",
                        "-cp",
                        TARGET.resolve("turtled.jar") + ":" + TARGET.resolve("lib") + "/*",
                        "turtlelab.node.app.Main",
                        "--name=one",
                        "--data-dir=" + folder.resolve("data"),
                        "--listen-client-urls=" + url,
                        "--advertise-client-urls=" + url,
                        "--listen-peer-urls=" + peerUrl,
                        "--initial-advertise-peer-urls=" + peerUrl,
                        "--initial-cluster=one=" + peerUrl);
        var log = folder.resolve("turtled.log");
        var node = new OwnNode(EtcdProcess.run(command, Map.of(), log, RealEtcd.HOST), url);
        var deadline = Deadline.in(Duration.ofSeconds(60), Time.system());
        if (!deadline.await(Duration.ofMillis(50), node::isFresh)) {
            node.close();
            throw new IllegalStateException("no fresh node: " + node.process.output());
        }
        return node;
    }

    private boolean isFresh() {
        try {
            var wire = new Wire(Duration.ofSeconds(5), Optional.empty());
            return wire.ask(url, Request.get("/v2/keys/")).index() == FRESH;
        } catch (NoReply _) { // not yet
            return false;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
