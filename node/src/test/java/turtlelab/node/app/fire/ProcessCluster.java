package turtlelab.node.app.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import turtlelab.node.app.TestNode;
import turtlelab.node.app.TurtledProcess;

/** A cluster of {@code turtled} processes, to be killed and paused as real ones are. */
final class ProcessCluster implements AutoCloseable {
    private static final int TRIES = 3000;

    private final Path directory;
    private final List<TestNode> nodes = new ArrayList<>();
    private final Map<Integer, TurtledProcess> processes = new TreeMap<>();

    private ProcessCluster(Path directory) {
        this.directory = directory;
    }

    /** Returns when all are healthy. */
    static ProcessCluster start(Path directory, int network, int count) throws Exception {
        var cluster = new ProcessCluster(directory);
        for (int number = 1; number <= count; number++) {
            cluster.nodes.add(new TestNode(directory, network, number));
        }
        for (int i = 0; i < count; i++) {
            cluster.run(i);
        }
        cluster.awaitHealth();
        return cluster;
    }

    List<TestNode> nodes() {
        return nodes;
    }

    /** Those whose processes run. */
    List<TestNode> alive() {
        return processes.keySet().stream().map(nodes::get).toList();
    }

    /** The place of the leader in the list of nodes, once there is one. */
    int leader() throws Exception {
        for (int tries = 0; tries < TRIES; tries++) {
            for (int i : processes.keySet()) {
                var status = nodes.get(i).v3("/maintenance/status", "{}");
                var id = status.replaceAll(".*\"member_id\":\"(\\d+)\".*", "$1");
                if (status.contains("\"leader\":\"" + id + "\"")) {
                    return i;
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new IOException("nobody leads");
    }

    TurtledProcess process(int place) {
        return processes.get(place);
    }

    void kill(int place) throws InterruptedException {
        processes.remove(place).close();
    }

    /** Returns when all are healthy again. */
    void restart(int place) throws Exception {
        run(place);
        awaitHealth();
    }

    private void run(int place) throws IOException {
        var node = nodes.get(place);
        var list = nodes.stream().map(TestNode::entry).collect(Collectors.joining(","));
        var log = directory.resolve(node.name() + ".log");
        processes.put(place, TurtledProcess.start(log, Map.of(), node.flags(list)));
    }

    private void awaitHealth() {
        for (int i = 0; i < TRIES && !alive().stream().allMatch(TestNode::healthy); i++) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(alive()).as("healthy within a minute").allMatch(TestNode::healthy);
    }

    @Override
    public void close() throws InterruptedException {
        for (var process : processes.values()) {
            process.close();
        }
    }
}
