package turtlelab.labctl.driver.vagrant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Shell;

/**
 * How one gets to machines of vagrant's, as {@code ssh_config(5)} says it. Our Vagrantfile has it
 * written beside each machine that has booted, in a file {@code ssh-config}. Of machines that were
 * raised otherwise vagrant is asked, which takes it seconds, so its answer is kept in the lab's
 * state folder.
 */
final class SshAccess {

    private static final String FILE = "ssh-config";

    /** A socket's path has 107 bytes, of which OpenSSH takes 17 while it makes one. */
    private static final int LONGEST_SOCKET = 90;

    private final Path state;
    private final Path machines;
    private final String ssh;
    private final Supplier<String> vagrant;
    private final Shell shell = new LocalShell(Duration.ofSeconds(30));

    /**
     * The ways to these machines.
     *
     * @param machines vagrant's folder of them
     * @param ssh the program
     * @param vagrant answers how all machines that run are reached; takes seconds
     */
    SshAccess(Path state, Path machines, String ssh, Supplier<String> vagrant) {
        this.state = state;
        this.machines = machines;
        this.ssh = ssh;
        this.vagrant = vagrant;
    }

    /**
     * The words of an {@code ssh} to this machine, up to the command.
     *
     * @throws MachineLost when it does not run
     */
    List<String> words(NodeSpec node) {
        askAbout(node);
        if (config(node).isEmpty()) {
            throw new MachineLost(
                    "the machine %s does not run: `labctl up` boots it".formatted(node.name()));
        }
        var words = program(node);
        words.addAll(List.of(node.name(), "--"));
        return words;
    }

    private List<String> program(NodeSpec node) {
        var words = new ArrayList<>(List.of(ssh, "-F", file(node).toString()));
        words.addAll(
                List.of(
                        "-oBatchMode=yes",
                        "-oConnectTimeout=15",
                        "-oServerAliveInterval=5",
                        "-oServerAliveCountMax=3"));
        var socket = state.resolve("ssh-" + node.name()).toString();
        if (socket.length() <= LONGEST_SOCKET) { // one handshake for many calls
            words.addAll(
                    List.of(
                            "-oControlMaster=auto",
                            "-oControlPersist=60",
                            "-oControlPath=" + socket));
        }
        return words;
    }

    /** Ends the connection that is kept for later calls. */
    void hangUp(NodeSpec node) {
        if (!config(node).isEmpty()) {
            var words = program(node);
            words.addAll(List.of("-O", "exit", node.name()));
            shell.run(Command.of(words));
        }
    }

    /** Vagrant's answer does not hold any more. */
    void forget() {
        try {
            Files.deleteIfExists(answer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Once, however many machines are asked for at the same time. */
    private synchronized void askAbout(NodeSpec node) {
        if (!config(node).isEmpty()) {
            return;
        }
        var said = vagrant.get();
        try {
            Files.createDirectories(state);
            Files.writeString(answer(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path answer() {
        return state.resolve(FILE);
    }

    private SshConfig config(NodeSpec node) {
        return SshConfig.read(file(node), node.name());
    }

    private Path file(NodeSpec node) {
        return own(node).orElse(answer());
    }

    /** What was written when it booted; a machine that is gone has no {@code id} any more. */
    private Optional<Path> own(NodeSpec node) {
        try (var providers = Files.list(machines.resolve(node.name()))) {
            return providers
                    .filter(provider -> Files.exists(provider.resolve("id")))
                    .map(provider -> provider.resolve(FILE))
                    .filter(Files::exists)
                    .findFirst();
        } catch (IOException _) { // no such machine
            return Optional.empty();
        }
    }

    /**
     * {@code HOST:PORT} of the node's port. Where this machine is not on the nodes' network (the
     * internal networks of VirtualBox are closed), the Vagrantfile has forwarded the port to ten
     * times its number plus the last number of the node's address.
     */
    String reach(NodeSpec node, int port) {
        int dot = node.vm().lastIndexOf('.') + 1;
        boolean direct = !config(node).isForwarded() && isOnNetwork(node.vm().substring(0, dot));
        return direct
                ? node.vm() + ":" + port
                : "127.0.0.1:" + (port * 10 + Integer.parseInt(node.vm().substring(dot)));
    }

    private static boolean isOnNetwork(String prefix) {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .flatMap(link -> addresses(link))
                    .anyMatch(address -> address.startsWith(prefix));
        } catch (SocketException _) { // then there is no network at all
            return false;
        }
    }

    private static Stream<String> addresses(NetworkInterface link) {
        return Collections.list(link.getInetAddresses()).stream().map(it -> it.getHostAddress());
    }
}
