package turtlelab.node.oracle;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import turtlelab.node.app.Node;
import turtlelab.node.app.NodeConfig;
import turtlelab.node.app.flags.FlagParser;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.base.TestProcess;
import turtlelab.node.base.Time;

/** A whole node in this JVM, as {@code turtled} would start it. */
public final class WholeNode implements Server {
    private static final String HOST = "127.6.%d.13".formatted(TestProcess.number());
    private static final int START_SECONDS = 20;

    private final Node node;

    private WholeNode(Node node) {
        this.node = node;
    }

    /** Returns when it serves. */
    public static WholeNode start(Path dataDir, String... more) throws Exception {
        var client = "http://" + HOST + ":2379";
        var flags =
                new ArrayList<>(
                        List.of(
                                "--data-dir=" + dataDir.resolve("data"),
                                "--listen-client-urls=" + client,
                                "--listen-peer-urls=http://" + HOST + ":2380",
                                "--advertise-client-urls=http://localhost:2379",
                                "--initial-advertise-peer-urls=http://localhost:2380"));
        flags.addAll(List.of(more));
        var settings = Settings.of(FlagParser.parse(flags).values(), Map.of());
        var node = new WholeNode(Node.start(NodeConfig.of(settings), Time.SYSTEM));
        node.awaitVersion();
        return node;
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(HOST, 2379);
    }

    /** The last of what a fresh node does on its own. */
    private void awaitVersion() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!node.replica().state().clusterVersion().equals("3.4.0")) {
            if (System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("no version within " + START_SECONDS + " s");
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() throws Exception {
        node.close();
    }
}
