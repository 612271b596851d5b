package turtlelab.labctl.lab;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import turtlelab.labctl.client.NodeClient;
import turtlelab.labctl.driver.Driver;
import turtlelab.labctl.driver.Drivers;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.Shell;
import turtlelab.labctl.exec.Time;

/**
 * A lab on its driver: what can be done to one node, each a single act; the package {@code action}
 * is made of these. Nodes may be handled by several threads at once.
 */
public final class LiveLab {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private final LabFolder folder;
    private final Driver driver;
    private final Programs programs;
    private final Time time;
    private final HttpClient http = NodeClient.transport();
    private final Shell shell = new LocalShell(Duration.ofSeconds(10));
    private volatile Lab lab;

    /** A lab with its state in this folder. */
    public LiveLab(Lab lab, LabFolder folder, Driver driver, Surroundings surroundings) {
        this.lab = lab;
        this.folder = folder;
        this.driver = driver;
        this.programs = surroundings.programs();
        this.time = surroundings.time();
    }

    /** A lab with its state in this folder, on the driver it names, on this machine. */
    public static LiveLab on(Lab lab, LabFolder folder) {
        var driver = Drivers.open(lab.driver(), folder.path());
        return new LiveLab(lab, folder, driver, Surroundings.ofThisMachine());
    }

    /** What a lab needs of the machine that labctl runs on. */
    public record Surroundings(Programs programs, Time time) {

        /** The machine's own programs and clock. */
        public static Surroundings ofThisMachine() {
            return new Surroundings(Programs.ofThisMachine(System.getenv()), Time.system());
        }
    }

    public Lab lab() {
        return lab;
    }

    public LabFolder folder() {
        return folder;
    }

    public Driver driver() {
        return driver;
    }

    public Time time() {
        return time;
    }

    /**
     * Makes sure that the daemon's program is there, and built.
     *
     * @param told gets the lines that a build writes
     * @throws LabFailure when the driver cannot run what the lab wants
     */
    public void prepare(Consumer<String> told) throws InterruptedException {
        if (driver.carriesTheDaemon()) {
            Programs.installed(lab);
            return;
        }
        var preparation = programs.preparation(lab);
        if (preparation.isPresent()) {
            int exit = shell.follow(preparation.get(), told);
            if (exit != 0) {
                throw new CommandFailed(preparation.get(), new Output(exit, "", ""));
            }
        }
    }

    /**
     * Makes the places of the nodes that have none.
     *
     * @param told gets a line now and then where it takes long
     */
    public void create(List<NodeSpec> nodes, Consumer<String> told) {
        driver.create(nodes, told);
    }

    /** Writes the node's settings and stamps it as ready to start; leaves a stamped node alone. */
    public void provision(NodeSpec node, Bootstrap bootstrap) {
        if (!isProvisioned(node)) {
            settle(node, bootstrap);
        }
    }

    private void settle(NodeSpec node, Bootstrap bootstrap) {
        var place = driver.place(node);
        var shell = driver.shell(node);
        shell.write(place.conf(), NodeConf.of(lab, driver, node, bootstrap).render());
        shell.write(place.stamp(), lab.engine().word() + "\n");
    }

    /** Whether nothing is left to do before the node can be started. */
    public boolean isProvisioned(NodeSpec node) {
        var stamp = driver.place(node).stamp().toString();
        return driver.shell(node).run(Command.of("test", "-e", stamp)).succeeded();
    }

    /** The nodes that cannot be started yet. */
    public List<NodeSpec> unprovisioned() throws InterruptedException {
        var nodes = lab.nodes();
        var ready = InParallel.map(nodes, this::isProvisioned);
        return nodes.stream().filter(node -> !ready.get(nodes.indexOf(node))).toList();
    }

    /**
     * Adds a node that joins a cluster which already knows it as a member, and makes it ready to
     * start. Settings that the node had before do not matter.
     *
     * @param cluster {@code name=peerURL} of all members, the new one among them
     */
    public void createJoining(NodeSpec node, String cluster) {
        remember(node);
        create(List.of(node), _ -> {});
        settle(node, Bootstrap.joining(cluster));
    }

    private synchronized void remember(NodeSpec node) {
        if (lab.nodes().contains(node)) {
            return;
        }
        var nodes = new ArrayList<>(lab.nodes());
        nodes.add(node);
        lab = lab.withNodes(nodes);
        folder.record(lab);
    }

    /** Takes a node out of the lab again, with all it has; its daemon must have been stopped. */
    public synchronized void forget(NodeSpec node) {
        destroy(List.of(node));
        lab = lab.withNodes(lab.nodes().stream().filter(it -> !it.equals(node)).toList());
        folder.record(lab);
    }

    /** The node's settings as they stand in its file. */
    public NodeConf conf(NodeSpec node) {
        var file = driver.place(node).conf().toString();
        return NodeConf.parse(driver.shell(node).expect(Command.of("cat", file)));
    }

    /** Starts the node's daemon; leaves a living one alone. */
    public void launch(NodeSpec node) {
        driver.launch(
                node,
                driver.carriesTheDaemon()
                        ? Programs.installed(lab)
                        : programs.daemon(lab, driver.place(node), conf(node)));
    }

    /** The node's daemon, if it lives. */
    public Optional<NodeProcess> process(NodeSpec node) {
        return driver.process(node);
    }

    /**
     * Signals the node's daemon.
     *
     * @return whether there was one
     */
    public boolean signal(NodeSpec node, Signal signal) {
        var process = process(node);
        if (process.isEmpty()) {
            return false;
        }
        var output = driver.signal(node, process.get(), signal.name());
        if (!output.succeeded() && process(node).isPresent()) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    "%s cannot be signalled: %s".formatted(node.name(), output.err().strip()));
        }
        return true;
    }

    /** Removes these nodes with their data and logs; their daemons must have been stopped. */
    public void destroy(List<NodeSpec> nodes) {
        driver.destroy(nodes);
    }

    /**
     * Empties the node's place: no data or settings, as if its machine had just been made. Its
     * daemon must have been stopped.
     */
    public void wipe(NodeSpec node) {
        if (process(node).isPresent()) {
            throw new LabFailure(
                    LabFailure.Kind.REFUSED, node.name() + " is running: stop it first");
        }
        var place = driver.place(node);
        var files = Stream.of(place.data(), place.conf(), place.stamp());
        var words = Stream.concat(Stream.of("rm", "-rf"), files.map(Path::toString)).toList();
        driver.shell(node).expect(Command.of(words));
    }

    /** Where the nodes reach each other, and what they tell their clients. */
    public Urls urls(NodeSpec node) {
        return Urls.of(lab, driver, node);
    }

    /** The URL at which clients on this machine reach the node. */
    public String endpoint(NodeSpec node) {
        return "http://" + driver.reach(node, lab.ports().client());
    }

    /** All of them, as {@code ETCDCTL_ENDPOINTS} wants them. */
    public String endpoints() {
        return String.join(",", lab.nodes().stream().map(this::endpoint).toList());
    }

    public NodeClient client(NodeSpec node) {
        return new NodeClient(http, endpoint(node), ANSWER_LIMIT);
    }

    /** The last lines of the node's log, fewer when there are fewer. */
    public List<String> lastLogLines(NodeSpec node, int count) {
        return driver.shell(node).run(driver.log(node, count, false)).out().lines().toList();
    }
}
