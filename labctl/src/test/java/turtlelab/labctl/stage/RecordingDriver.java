package turtlelab.labctl.stage;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import turtlelab.labctl.driver.Capability;
import turtlelab.labctl.driver.Driver;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.driver.Place;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.exec.Shell;

/**
 * A driver whose nodes are fake: files and processes in memory, and an HTTP face on the node's
 * loopback address. Remembers what it was asked to do, in order.
 */
public final class RecordingDriver implements Driver, FakeCluster, AutoCloseable {

    /** What was done, such as {@code launch turtle1}. */
    public final List<String> acts = new CopyOnWriteArrayList<>();

    /** Daemons of these nodes die as soon as they are launched. */
    public final Set<String> dying = ConcurrentHashMap.newKeySet();

    /** Daemons of these nodes have died, and somebody else answers on their addresses. */
    public final Set<String> replaced = ConcurrentHashMap.newKeySet();

    /** The machines of these nodes die when their daemon is to be launched. */
    public final Set<String> lost = ConcurrentHashMap.newKeySet();

    /** Daemons of these nodes do not listen to SIGTERM. */
    public final Set<String> stubborn = ConcurrentHashMap.newKeySet();

    /** These nodes can have no place. */
    public final Set<String> placeless = ConcurrentHashMap.newKeySet();

    /** Hosts of members without a vote. */
    public final Set<String> learners = ConcurrentHashMap.newKeySet();

    /** Whether somebody else has made nodes. */
    public boolean findsNodes;

    public final Set<Capability> capabilities = EnumSet.of(Capability.KILL, Capability.PAUSE);
    final Map<String, String> files = new ConcurrentHashMap<>();
    private final Map<NodeSpec, Life> alive = new ConcurrentHashMap<>();
    private final AtomicLong pids = new AtomicLong(100);

    private record Life(NodeProcess process, FakeNode face) {}

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    /** As on a virtual machine, but on the node's loopback address. */
    @Override
    public Place place(NodeSpec node) {
        var home = Path.of("/nodes", node.name());
        return new Place(
                node.local(),
                List.of("localhost"),
                home.resolve("turtled.conf"),
                Path.of("/var/lib/etcd/default.etcd"),
                home.resolve(node.name() + ".log"),
                home.resolve("provisioned"));
    }

    @Override
    public void create(List<NodeSpec> nodes, Consumer<String> told) {
        for (var node : nodes) {
            acts.add("create " + node.name());
            if (placeless.contains(node.name())) {
                throw new CommandFailed(Command.of("create", node.name()), "no room");
            }
        }
    }

    @Override
    public boolean findsNodes() {
        return findsNodes;
    }

    @Override
    public void destroy(List<NodeSpec> nodes) {
        for (var node : nodes) {
            acts.add("destroy " + node.name());
            files.keySet().removeIf(file -> file.startsWith("/nodes/" + node.name() + "/"));
        }
    }

    @Override
    public Shell shell(NodeSpec node) {
        return new RecordingShell(this);
    }

    @Override
    public void launch(NodeSpec node, Command daemon) {
        if (lost.contains(node.name())) {
            throw new MachineLost("the machine %s is gone".formatted(node.name()));
        }
        acts.add("launch " + node.name());
        files.put(place(node).log().toString(), "daemon: " + daemon.shown() + "\n");
        if (!dying.contains(node.name())) {
            var process = new NodeProcess(pids.incrementAndGet(), false, 50L << 20);
            alive.put(node, new Life(process, new FakeNode(node, 2379, this)));
        }
    }

    @Override
    public Optional<NodeProcess> process(NodeSpec node) {
        return Optional.ofNullable(alive.get(node))
                .filter(_ -> !replaced.contains(node.name()))
                .map(Life::process);
    }

    @Override
    public List<NodeSpec> running() {
        return alive.keySet().stream().sorted(Comparator.comparing(NodeSpec::name)).toList();
    }

    @Override
    public Set<String> learners() {
        return learners;
    }

    void signal(String signal, long pid) {
        for (var life : alive.entrySet()) {
            if (life.getValue().process().pid() == pid) {
                signal(signal, life.getKey(), life.getValue());
            }
        }
    }

    private void signal(String signal, NodeSpec node, Life life) {
        acts.add("SIG%s %s".formatted(signal, node.name()));
        var process = life.process();
        switch (signal) {
            case "STOP" -> alive.put(node, new Life(paused(process, true), life.face()));
            case "CONT" -> alive.put(node, new Life(paused(process, false), life.face()));
            case "TERM" -> endUnlessStubborn(node, life);
            case "KILL" -> end(node, life);
            default -> throw new IllegalArgumentException(signal);
        }
    }

    private static NodeProcess paused(NodeProcess process, boolean paused) {
        return new NodeProcess(process.pid(), paused, process.residentBytes());
    }

    private void endUnlessStubborn(NodeSpec node, Life life) {
        if (!stubborn.contains(node.name())) {
            end(node, life);
        }
    }

    private void end(NodeSpec node, Life life) {
        life.face().close();
        alive.remove(node);
    }

    @Override
    public void close() {
        alive.forEach(this::end);
    }
}
