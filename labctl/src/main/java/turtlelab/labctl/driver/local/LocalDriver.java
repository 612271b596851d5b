package turtlelab.labctl.driver.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import turtlelab.labctl.driver.Capability;
import turtlelab.labctl.driver.Driver;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.driver.Place;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Shell;

/**
 * Nodes as plain processes on this machine, each on a loopback address of its own with the standard
 * ports. Needs no rights and no tools.
 */
public final class LocalDriver implements Driver {

    public static final String NAME = "local";

    private final HostProcesses processes;
    private final Shell shell = new LocalShell(Duration.ofSeconds(10));

    /** Nodes whose files live under this folder. */
    public LocalDriver(Path state) {
        this.processes = new HostProcesses(state);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.KILL, Capability.PAUSE);
    }

    /** It listens on no "localhost": that name with the standard port can belong to one only. */
    @Override
    public Place place(NodeSpec node) {
        return processes.place(node, node.local(), List.of());
    }

    @Override
    public void create(List<NodeSpec> nodes, Consumer<String> told) {
        nodes.forEach(processes::create);
    }

    @Override
    public void destroy(List<NodeSpec> nodes) {
        nodes.forEach(processes::destroy);
    }

    @Override
    public Shell shell(NodeSpec node) {
        return shell;
    }

    @Override
    public void launch(NodeSpec node, Command daemon) {
        processes.launch(node, List.of(), daemon);
    }

    @Override
    public Optional<NodeProcess> process(NodeSpec node) {
        return processes.process(node);
    }
}
