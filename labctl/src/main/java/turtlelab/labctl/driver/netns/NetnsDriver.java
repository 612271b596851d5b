package turtlelab.labctl.driver.netns;

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
import turtlelab.labctl.driver.local.HostProcesses;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.PrefixShell;
import turtlelab.labctl.exec.Shell;

/**
 * Nodes as processes in network namespaces, on the addresses that virtual machines would have.
 * Needs Linux, root and {@code ip}. This machine is on their network too, so clients reach them.
 */
public final class NetnsDriver implements Driver {

    public static final String NAME = "netns";

    private final HostProcesses processes;
    private final Lan lan;
    private final Shell shell = new LocalShell(Duration.ofSeconds(10));

    /** Nodes whose files live under this folder. */
    public NetnsDriver(Path state) {
        this.processes = new HostProcesses(state);
        this.lan = new Lan(state.toAbsolutePath().normalize());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.KILL, Capability.PAUSE);
    }

    @Override
    public Place place(NodeSpec node) {
        return processes.place(node, node.vm(), List.of("localhost"));
    }

    @Override
    public void create(List<NodeSpec> nodes, Consumer<String> told) {
        lan.join(nodes);
        nodes.forEach(processes::create);
    }

    @Override
    public void destroy(List<NodeSpec> nodes) {
        lan.leave(nodes);
        nodes.forEach(processes::destroy);
    }

    @Override
    public Shell shell(NodeSpec node) {
        return new PrefixShell(shell, lan.enter(node));
    }

    /** Also where the daemon has outlived its namespace's name. */
    @Override
    public Output signal(NodeSpec node, NodeProcess daemon, String signal) {
        return shell.run(Command.of("/bin/sh", "-c", "kill -" + signal + " " + daemon.pid()));
    }

    @Override
    public void launch(NodeSpec node, Command daemon) {
        processes.launch(node, lan.enter(node), daemon);
    }

    @Override
    public Optional<NodeProcess> process(NodeSpec node) {
        return processes.process(node);
    }
}
