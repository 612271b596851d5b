package turtlelab.features.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.cluster.KeySpace;
import turtlelab.labctl.auto.AutoCluster;
import turtlelab.labctl.auto.Demo;
import turtlelab.labctl.auto.HostRow;
import turtlelab.labctl.exec.Tree;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Programs;

/**
 * Hosts of an automatic cluster, processes on addresses of their own. They stay for the next
 * scenario as long as all of them live. Used by one thread.
 */
public final class VolunteerStage {
    private static final VolunteerStage THE_STAGE = new VolunteerStage();

    /** Data and logs, for a look at them; gone with the next hosts, or with the build. */
    private static final Path FOLDER = Path.of("target", "volunteers").toAbsolutePath();

    private static final int ENDING_SECONDS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Map<String, Process> hosts = new TreeMap<>();

    private VolunteerStage() {}

    public static VolunteerStage theHosts() {
        return THE_STAGE;
    }

    /** Starts hosts, unless the same number runs already; then only the size is asked for. */
    public void raise(int count, int size) throws IOException, InterruptedException {
        if (hosts.size() == count && hosts.values().stream().allMatch(Process::isAlive)) {
            cluster().size(size);
            return;
        }
        clear();
        var program = Programs.ofThisMachine(System.getenv()).daemon(Engine.TURTLED);
        Demo.prepare(program, _ -> {});
        Tree.remove(FOLDER);
        Files.createDirectories(FOLDER);
        for (int number = 1; number <= count; number++) {
            hosts.put("h" + number, start(List.of(program.toString()), number, size));
        }
    }

    private static Process start(List<String> program, int number, int size) throws IOException {
        var command = new ArrayList<>(program);
        command.addAll(List.of("--hostname", "h" + number));
        command.addAll(List.of("--client-urls", client(number)));
        command.addAll(List.of("--server-urls", "http://" + address(number) + ":2380"));
        command.addAll(List.of("--data-dir", FOLDER.resolve("h" + number).toString()));
        command.addAll(List.of("--auto-lease", "3s", "--auto-settle", "1s"));
        command.addAll(
                number == 1
                        ? List.of("--ideal-cluster-size", "" + size)
                        : List.of("--seeds", client(1)));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(FOLDER.resolve("h" + number + ".log").toFile());
        return builder.start();
    }

    private static String address(int number) {
        return "127.0.44." + number;
    }

    private static String client(int number) {
        return "http://" + address(number) + ":2379";
    }

    private List<String> clients() {
        return hosts.entrySet().stream()
                .filter(it -> it.getValue().isAlive())
                .map(it -> client(Integer.parseInt(it.getKey().substring(1))))
                .toList();
    }

    /** The cluster behind those that live. */
    public AutoCluster cluster() {
        return new AutoCluster(clients());
    }

    /** The hosts in a state. */
    public List<String> inState(String state) throws InterruptedException {
        return cluster().look().hosts().stream()
                .filter(it -> it.state().equals(state))
                .map(HostRow::name)
                .toList();
    }

    /** Writes into the key that anybody may write. */
    public void write(String size) throws IOException, ClusterRefused {
        keys().put(AutoKeys.SIZE_2016, size, 0);
    }

    private KeySpace keys() {
        return new KeySpace(new Cluster(clients(), LIMIT));
    }

    /** SIGKILL for the host whose member leads; its name. */
    public String killLeader() throws IOException, ClusterRefused, InterruptedException {
        var cluster = new Cluster(clients(), LIMIT);
        var leader = cluster.status().leader();
        var name =
                cluster.members().stream()
                        .filter(it -> it.id() == leader)
                        .findFirst()
                        .orElseThrow()
                        .name();
        var process = hosts.get(name);
        if (process == null) {
            throw new IllegalStateException("no host " + name);
        }
        process.destroyForcibly().waitFor();
        return name;
    }

    /** Ends all of them. */
    public void clear() throws InterruptedException {
        hosts.values().forEach(Process::destroyForcibly);
        for (var process : hosts.values()) {
            process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS);
        }
        hosts.clear();
    }
}
