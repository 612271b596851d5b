package turtlelab.node.app.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import turtlelab.node.app.NodeConfig;
import turtlelab.node.app.auto.Host;
import turtlelab.node.app.auto.Servers;
import turtlelab.node.app.flags.FlagParser;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.base.Time;

/** A host of an automatic cluster in this JVM, on an address of its own and with short waits. */
final class TestHost implements AutoCloseable {
    private final Host host;
    private final Thread thread;
    private final CompletableFuture<Optional<Exception>> end = new CompletableFuture<>();

    private TestHost(String name, Host host) {
        this.host = host;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
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
                "--auto-start=30s");
    }

    /** Starts a host, with something between it and its servers. */
    static TestHost start(List<String> words, UnaryOperator<Servers> between) throws Exception {
        var config = NodeConfig.of(Settings.of(FlagParser.parse(words).values(), Map.of()));
        var servers = between.apply(new NodeServers(config, Time.SYSTEM));
        var host = new TestHost(config.name(), Host.of(config.host().orElseThrow(), servers));
        host.thread.start();
        return host;
    }

    private void run() {
        try {
            host.run(() -> {});
            end.complete(Optional.empty());
        } catch (Exception e) {
            end.complete(Optional.of(e));
        }
    }

    /** How it ended: empty in good order. */
    CompletableFuture<Optional<Exception>> end() {
        return end;
    }

    /** Ends it without a word to the cluster. */
    void abandon() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    @Override
    public void close() throws Exception {
        host.close();
    }
}
