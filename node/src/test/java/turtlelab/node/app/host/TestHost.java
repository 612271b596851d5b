package turtlelab.node.app.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import turtlelab.join.auto.Board;
import turtlelab.join.auto.Stored;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.KeySpace;
import turtlelab.join.cluster.Member;
import turtlelab.node.app.NodeConfig;
import turtlelab.node.app.auto.Host;
import turtlelab.node.app.flags.FlagParser;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.base.Time;

/** A host of an automatic cluster in this JVM, on an address of its own and with short waits. */
final class TestHost implements AutoCloseable {
    private final Host host;
    private final String client;
    private final CompletableFuture<Optional<Exception>> end = new CompletableFuture<>();

    private TestHost(Host host, String client) {
        this.host = host;
        this.client = client;
    }

    static String address(int network, int number) {
        return "127.8." + network + "." + number;
    }

    /** How host {@code hN} is started. */
    static List<String> words(Path folder, int network, int number) {
        var address = address(network, number);
        return List.of(
                "--hostname=h" + number,
                "--data-dir=" + folder.resolve("h" + number),
                "--client-urls=" + address + ":2379",
                "--server-urls=" + address + ":2380",
                "--heartbeat-interval=20",
                "--election-timeout=400",
                "--auto-lease=6s",
                "--auto-settle=200ms",
                "--auto-start=10s");
    }

    /** Starts host {@code hN}. */
    static TestHost start(Path folder, int network, int number, String... more) throws Exception {
        var address = address(network, number);
        var words = new ArrayList<>(words(folder, network, number));
        words.addAll(List.of(more));
        var config = NodeConfig.of(Settings.of(FlagParser.parse(words).values(), Map.of()));
        var host = Host.of(config.host().orElseThrow(), new NodeServers(config, Time.SYSTEM));
        var started = new TestHost(host, "http://" + address + ":2379");
        Thread.ofPlatform().daemon().name("h" + number).start(started::run);
        return started;
    }

    private void run() {
        try {
            host.run();
            end.complete(Optional.empty());
        } catch (Exception e) {
            end.complete(Optional.of(e));
        }
    }

    /** How it ended: empty in good order. */
    CompletableFuture<Optional<Exception>> end() {
        return end;
    }

    private Cluster cluster() {
        return new Cluster(List.of(client), Duration.ofSeconds(2));
    }

    KeySpace keys() {
        return new KeySpace(cluster());
    }

    /** The members that have a vote, by name. */
    List<String> voters() {
        try {
            return cluster().members().stream()
                    .filter(it -> !it.learner() && it.started())
                    .map(Member::name)
                    .sorted()
                    .toList();
        } catch (IOException | ClusterRefused _) {
            return List.of();
        }
    }

    Board board() throws IOException, ClusterRefused {
        var all = new ArrayList<Stored>();
        for (var prefix : List.of("/_mgmt/", "/_lab/auto/")) {
            for (var item : keys().under(prefix)) {
                all.add(new Stored(item.key(), item.value(), item.created(), item.modified()));
            }
        }
        return Board.of(all);
    }

    @Override
    public void close() throws Exception {
        host.close();
    }
}
