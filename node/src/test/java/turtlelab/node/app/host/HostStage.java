package turtlelab.node.app.host;

import static turtlelab.node.base.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import turtlelab.join.auto.AutoKeys;
import turtlelab.node.app.TurtledProcess;
import turtlelab.node.app.auto.Servers;

/** Hosts of one automatic cluster, on a network of their own: some in this JVM, some processes. */
final class HostStage implements AutoCloseable {

    private final Path folder;
    private final int network;
    private final Map<Integer, TestHost> hosts = new TreeMap<>();
    private final List<TurtledProcess> processes = new ArrayList<>();

    HostStage(Path folder, int network) {
        this.folder = folder;
        this.network = network;
    }

    /** Starts {@code hN} in this JVM. */
    TestHost host(int number, String... more) throws Exception {
        return host(number, servers -> servers, more);
    }

    /** Likewise, with something between the host and its servers. */
    TestHost host(int number, UnaryOperator<Servers> between, String... more) throws Exception {
        var words = new ArrayList<>(TestHost.words(folder, network, number));
        words.addAll(List.of(more));
        var host = TestHost.start(words, between);
        hosts.put(number, host);
        return host;
    }

    /** Starts {@code hN} as a process, to be killed as real ones are. */
    TurtledProcess process(int number, String... more) throws IOException {
        var words = new ArrayList<>(TestHost.words(folder, network, number));
        words.addAll(List.of(more));
        var log = folder.resolve("h%d-%d.log".formatted(number, processes.size()));
        var process = TurtledProcess.start(log, Map.of(), words);
        processes.add(process);
        return process;
    }

    /** Starts a process on the addresses of {@code hN}, with another name and data dir. */
    TurtledProcess intruder(int number) throws IOException {
        var words = new ArrayList<>(TestHost.words(folder.resolve("other"), network, number));
        words.add("--hostname=intruder");
        var process = TurtledProcess.start(folder.resolve("intruder.log"), Map.of(), words);
        processes.add(process);
        return process;
    }

    /** The flag that makes the first host known to another one. */
    String seeds() {
        return "--seeds=" + TestHost.address(network, 1) + ":2379";
    }

    String client(int number) {
        return "http://" + TestHost.address(network, number) + ":2379";
    }

    /** The cluster behind all hosts, those in this JVM first. */
    Look look() {
        var clients = new ArrayList<>(hosts.keySet().stream().map(this::client).toList());
        for (int number = 1; number <= 5; number++) {
            if (!hosts.containsKey(number)) {
                clients.add(client(number));
            }
        }
        return new Look(clients);
    }

    void size(String text) throws Exception {
        look().keys().put(AutoKeys.SIZE_2016, text, 0);
    }

    /** Waits until these are the members with a vote, and nobody is on the way to one. */
    void becomes(String... names) throws Exception {
        var look = look();
        eventually("members " + List.of(names), () -> look.consistsOf(List.of(names)));
    }

    /** Ends a host in good order, and forgets it. */
    void leave(int number) throws Exception {
        var host = hosts.remove(number);
        if (host != null) {
            host.close();
        }
    }

    /** Ends all hosts of this JVM in good order, at the same time. */
    void leaveAll() throws InterruptedException {
        endAll(TestHost::close);
    }

    /** Ends all hosts of this JVM without a word to the cluster, at the same time. */
    void abandonAll() throws InterruptedException {
        endAll(TestHost::abandon);
    }

    private interface Ending {
        void end(TestHost host) throws Exception;
    }

    private void endAll(Ending ending) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(
                    hosts.values().stream()
                            .map(host -> (Callable<Void>) () -> end(host, ending))
                            .toList());
        }
        hosts.clear();
    }

    private static @Nullable Void end(TestHost host, Ending ending) throws Exception {
        ending.end(host);
        return null;
    }

    @Override
    public void close() throws InterruptedException {
        for (var process : processes) {
            process.close();
        }
        abandonAll();
    }
}
