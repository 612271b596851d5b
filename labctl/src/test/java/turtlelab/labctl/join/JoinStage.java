package turtlelab.labctl.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import turtlelab.join.base.Http;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.Member;
import turtlelab.labctl.discovery.DiscoveryServer;
import turtlelab.labctl.discovery.Tokens;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.stage.Called;
import turtlelab.labctl.stage.EtcdProcess;
import turtlelab.labctl.stage.RecordingDriver;

/** Real etcds that start with nothing but what {@code labctl join} prints, and their service. */
final class JoinStage implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Path folder;
    private final int net;
    private final DiscoveryServer service;
    private final Map<String, EtcdProcess> running = new HashMap<>();
    private final RecordingDriver driver = new RecordingDriver();
    final String url;

    JoinStage(Path folder, int net, int size) throws Exception {
        this.folder = folder;
        this.net = net;
        var settings = new Tokens.Settings(Duration.ofHours(1), Duration.ZERO);
        service =
                DiscoveryServer.open(
                        new InetSocketAddress(host(100), 0),
                        "",
                        new Tokens(settings, Time.system()),
                        DiscoveryServer.Faults.NONE,
                        Time.system());
        url = Http.send(Http.Request.get(service.url() + "/new?size=" + size), LIMIT).body();
    }

    String host(int number) {
        return "127.2.%d.%d".formatted(net, number);
    }

    String peer(int number) {
        return "http://%s:2380".formatted(host(number));
    }

    String client(int number) {
        return "http://%s:2379".formatted(host(number));
    }

    Path data(int number) {
        return folder.resolve("n" + number + ".etcd");
    }

    /** Runs {@code labctl join} for a node on its usual address. */
    Called join(int number, String strategy, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "join",
                                "--name=n" + number,
                                "--data-dir=" + data(number),
                                "--join-strategy=" + strategy,
                                "--dead-after=600ms"));
        words.addAll(List.of(more));
        if (!words.contains("-o")) {
            words.addAll(List.of("-o", "flags"));
        }
        if (words.stream().noneMatch(it -> it.contains("peer-urls"))) {
            words.add("--initial-advertise-peer-urls=" + peer(number));
        }
        if (words.stream().noneMatch(it -> it.contains("discovery") || it.contains("seeds"))) {
            words.add("--discovery=" + url);
        }
        return Called.labctl(folder, driver, words.toArray(String[]::new));
    }

    /** Joins and starts etcd with the printed flags. */
    String joinAndStart(int number, String strategy, String... more) {
        var called = join(number, strategy, more);
        assertThat(called.exitCode()).as(called.err()).isZero();
        start(number, called.out().strip());
        return called.out();
    }

    void start(int number, String flags) {
        start(number, List.of(), List.of(flags.split(" ")), Map.of());
    }

    /** What {@code -o env} printed, by way of a shell. */
    private void startFromEnv(int number, String text) {
        var shell = List.of("/bin/sh", "-c", "set -a; eval \"$0\"; exec \"$@\"", text);
        start(number, shell, List.of(), Map.of());
    }

    /** What {@code -o dropin} printed, as systemd reads it. */
    private void startFromDropIn(int number, String text) {
        var variables = new HashMap<String, String>();
        Pattern.compile("(?m)^Environment=\"([A-Z_]+)=(.*)\"$")
                .matcher(text)
                .results()
                .forEach(it -> variables.put(it.group(1), it.group(2).replace("%%", "%")));
        start(number, List.of(), List.of(), variables);
    }

    private void start(
            int number, List<String> before, List<String> flags, Map<String, String> environment) {
        var words = new ArrayList<>(before);
        words.addAll(List.of("/usr/bin/etcd", "--enable-v2"));
        words.addAll(flags);
        words.add("--listen-peer-urls=" + peer(number));
        words.add("--listen-client-urls=" + client(number));
        words.add("--advertise-client-urls=" + client(number));
        words.add("--heartbeat-interval=50");
        words.add("--election-timeout=500");
        var log = folder.resolve("n" + number + ".log");
        running.put("n" + number, EtcdProcess.run(words, environment, log, host(number)));
    }

    void kill(int number) {
        running.remove("n" + number).close();
    }

    void wipe(int number) throws Exception {
        kill(number);
        try (var files = Files.walk(data(number))) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    void awaitHealthy(int... numbers) throws InterruptedException {
        for (int number : numbers) {
            var etcd = running.get("n" + number);
            assertThat(etcd.isHealthyWithin(60)).as("n%d: %s", number, etcd.output()).isTrue();
        }
    }

    /** Founds a cluster of three, each from another form of what is printed. */
    void found(String strategy) throws InterruptedException {
        assertThat(joinAndStart(1, strategy)).contains("-initial-cluster-state=new");
        startFromEnv(2, printed(2, strategy, "env"));
        startFromDropIn(3, printed(3, strategy, "dropin"));
        awaitHealthy(1, 2, 3);
    }

    private String printed(int number, String strategy, String form) {
        var called = join(number, strategy, "-o", form);
        assertThat(called.exitCode()).as(called.err()).isZero();
        return called.out();
    }

    Cluster cluster() {
        return new Cluster(
                running.keySet().stream()
                        .map(it -> client(Integer.parseInt(it.substring(1))))
                        .toList(),
                LIMIT);
    }

    List<Member> members() throws Exception {
        return cluster().members();
    }

    Member member(String name) throws Exception {
        return members().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }

    /** Adds a learner by hand; etcd refuses until all members have been connected for 5 s. */
    void add(int number) throws InterruptedException {
        boolean added =
                Deadline.in(Duration.ofSeconds(30), Time.system())
                        .await(Duration.ofMillis(300), () -> adds(number));
        assertThat(added).isTrue();
    }

    private boolean adds(int number) {
        try {
            cluster().add(List.of(peer(number)), true);
            return true;
        } catch (java.io.IOException | ClusterRefused _) {
            return false;
        }
    }

    /** Waits until so many members have started and all of them vote. */
    void awaitVoters(int count) throws Exception {
        var last = new AtomicReference<List<Member>>(List.of());
        boolean reached =
                Deadline.in(Duration.ofSeconds(30), Time.system())
                        .await(Duration.ofMillis(100), () -> votersAre(count, last));
        assertThat(reached).as("%d voters: %s", count, last.get()).isTrue();
    }

    private boolean votersAre(int count, AtomicReference<List<Member>> last) {
        try {
            last.set(members());
        } catch (Exception _) { // not yet
            return false;
        }
        var voters = last.get().stream().filter(it -> it.started() && !it.learner()).count();
        return last.get().size() == count && voters == count;
    }

    @Override
    public void close() {
        running.values().forEach(EtcdProcess::close);
        service.close();
        driver.close();
    }
}
