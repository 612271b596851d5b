package turtlelab.labctl.driver.netns;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.LabFailure;

/**
 * A lab's own network: a namespace for each node, and one for the switch between them, so that
 * neither the switch nor faults on it touch this machine's own network. The machine has one link
 * into the switch, by which clients reach the nodes.
 *
 * <p>All names carry the lab's number, made from the folder of its state. That folder has a list of
 * the names, written before anything is made; a namespace that was left half-made is made again.
 */
final class Lan {

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final String RECORD = "namespaces";
    private static final String BRIDGE = "br0";
    private static final String UPLINK = "uplink";

    private final Path state;
    private final String lab;
    private final Namespace world;
    private final Namespace lan;

    /** The network of the lab with its state in this folder. */
    Lan(Path state) {
        this.state = state;
        this.lab = "lab%08x".formatted(state.toString().hashCode());
        this.world = Namespace.ofThisProcess();
        this.lan = Namespace.named(lab + "-lan");
    }

    /** Words before a command that let it run on the node's side of the network. */
    List<String> enter(NodeSpec node) {
        return List.of("nsenter", "--net=" + NAMESPACES.resolve(of(node).name()), "--");
    }

    private Namespace of(NodeSpec node) {
        return Namespace.named(lab + "-" + node.name());
    }

    /** Gives these nodes their namespaces, and makes the switch if it is not there. */
    void join(List<NodeSpec> nodes) {
        Requirements.check();
        var subnet = Subnet.of(nodes);
        locked(
                () -> {
                    record(nodes);
                    if (!world.has(lab, subnet.gateway())) {
                        makeLan(subnet);
                    }
                    nodes.stream()
                            .filter(node -> !of(node).has("eth0", node.vm()))
                            .forEach(node -> make(node, subnet));
                });
    }

    private void makeLan(Subnet subnet) {
        subnet.checkUnused();
        lan.remove();
        lan.add();
        lan.ip("link", "add", BRIDGE, "type", "bridge");
        lan.ip("link", "set", BRIDGE, "up");
        world.ip("link", "add", lab, "type", "veth", "peer", "name", UPLINK, "netns", lan.name());
        lan.ip("link", "set", UPLINK, "master", BRIDGE, "up");
        world.ip("link", "set", lab, "up");
        world.ip("addr", "add", subnet.withLength(subnet.gateway()), "dev", lab);
    }

    private void make(NodeSpec node, Subnet subnet) {
        var own = of(node);
        var port = port(node);
        own.remove();
        lan.ipOrNothing("link", "del", port);
        own.add();
        lan.ip("link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", own.name());
        lan.ip("link", "set", port, "master", BRIDGE, "up");
        own.ip("link", "set", "lo", "up");
        own.ip("link", "set", "eth0", "up");
        own.ip("addr", "add", subnet.withLength(node.vm()), "dev", "eth0");
    }

    /** The node's socket at the switch; a link's name holds at most 15 letters. */
    private static String port(NodeSpec node) {
        return "port" + node.vm().substring(node.vm().lastIndexOf('.') + 1);
    }

    /** Removes these nodes' namespaces with all that runs there; the last one takes the switch. */
    void leave(List<NodeSpec> nodes) {
        if (!Files.exists(state)) {
            return;
        }
        locked(
                () -> {
                    nodes.forEach(node -> of(node).remove());
                    if (isEmpty()) {
                        lan.remove();
                        world.ipOrNothing("link", "del", lab);
                        forget();
                    }
                });
    }

    private boolean isEmpty() {
        if (!Files.isDirectory(NAMESPACES)) {
            return true;
        }
        try (var all = Files.list(NAMESPACES)) {
            return all.map(path -> path.getFileName().toString())
                    .noneMatch(name -> name.startsWith(lab + "-") && !name.equals(lan.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void record(List<NodeSpec> nodes) {
        try {
            var lines = new StringBuilder(lan.name() + "\n");
            nodes.forEach(node -> lines.append(of(node).name()).append('\n'));
            Files.writeString(state.resolve(RECORD), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(state.resolve(RECORD));
            Files.deleteIfExists(lock());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path lock() {
        return state.resolve(RECORD + ".lock");
    }

    /** One thread of one labctl at a time. */
    private synchronized void locked(Runnable work) {
        try {
            Files.createDirectories(state);
            try (var file = FileChannel.open(lock(), CREATE, WRITE);
                    var _ = file.lock()) {
                work.run();
            }
        } catch (IOException e) {
            throw new LabFailure(
                    LabFailure.Kind.CONFIGURATION, "cannot use %s: %s".formatted(state, e), e);
        }
    }
}
