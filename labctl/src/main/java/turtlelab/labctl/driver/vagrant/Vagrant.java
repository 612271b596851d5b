package turtlelab.labctl.driver.vagrant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.driver.Tools;
import turtlelab.labctl.driver.local.PidFile;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.Shell;
import turtlelab.labctl.exec.Time;

/**
 * The program {@code vagrant} in the folder of the Vagrantfile. It takes seconds to say anything,
 * so how machines are reached is asked once and kept in the file {@code ssh-config}.
 */
final class Vagrant {

    private static final int LAST_LINES = 20;
    private static final int LONGEST_SOCKET_FOLDER = 40;
    private static final Duration CLEANING_UP = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path state;
    private final Path folder;
    private final String program;
    private final String ssh;
    private final Shell shell = new LocalShell(Duration.ofMinutes(5));

    /** Vagrant beside this state folder, as this environment finds it. */
    Vagrant(Path state, Map<String, String> environment) {
        this.state = state;
        this.program = Tools.find(environment, "vagrant");
        this.ssh = Tools.find(environment, "ssh");
        this.folder = folderOf(Optional.ofNullable(state.getParent()).orElse(state));
    }

    /** Where vagrant finds its Vagrantfile: in this folder, or the nearest above that has one. */
    private static Path folderOf(Path start) {
        for (var above = start; above != null; above = above.getParent()) {
            if (Files.exists(above.resolve("Vagrantfile"))) {
                return above;
            }
        }
        return start;
    }

    /** Whether there is a machine, whoever has raised it. */
    boolean hasMachines() {
        try (var files = Files.walk(folder.resolve(".vagrant/machines"), 3)) {
            return files.anyMatch(file -> file.endsWith("id"));
        } catch (IOException _) { // there is no such folder
            return false;
        }
    }

    /** Boots and provisions these machines, and the ones that are missing are made. */
    void up(List<NodeSpec> nodes, Consumer<String> told) {
        makeFolder();
        follow(words("up", "--provision", nodes), told);
        try {
            Files.deleteIfExists(config());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        readConfig();
    }

    private void follow(List<String> words, Consumer<String> told) {
        var command = Command.of(running().recorded(words)).in(folder);
        var last = new ArrayDeque<String>();
        try {
            int exit =
                    shell.follow(
                            command,
                            line -> {
                                told.accept(line);
                                last.add(line);
                                if (last.size() > LAST_LINES) {
                                    last.remove();
                                }
                            });
            running().forget();
            if (exit != 0) {
                throw new CommandFailed(command, new Output(exit, String.join("\n", last), ""));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private static LabFailure interrupted() {
        return new LabFailure(
                LabFailure.Kind.UNAVAILABLE,
                "interrupted: `labctl up` goes on, `labctl down` removes what was made");
    }

    /**
     * Removes these machines with their disks. A vagrant that still makes them, since its labctl
     * was killed, is ended first: it would go on making, and lets nobody else near them.
     */
    void destroy(List<NodeSpec> nodes) {
        endOfLast();
        nodes.forEach(this::hangUp);
        if (hasMachines()) {
            shell.expect(Command.of(words("destroy", "--force", nodes)).in(folder));
        }
        try {
            Files.deleteIfExists(config());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void endOfLast() {
        for (var signal : List.of("TERM", "KILL")) { // it cleans up behind itself when asked
            var left = running().process();
            if (left.isPresent()) {
                shell.run(Command.of("kill", "-" + signal, "" + left.get().pid()));
                awaitEnd();
            }
        }
        running().forget();
    }

    private void awaitEnd() {
        try {
            Deadline.in(CLEANING_UP, Time.system())
                    .await(PAUSE, () -> running().process().isEmpty());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    /** The vagrant that makes machines now, or did at last. */
    private PidFile running() {
        return new PidFile(state.resolve("vagrant.pid"));
    }

    private void hangUp(NodeSpec node) {
        if (Files.exists(config())) {
            var words = new ArrayList<>(ssh());
            words.addAll(List.of("-O", "exit", node.name()));
            shell.run(Command.of(words));
        }
    }

    private List<String> words(String verb, String flag, List<NodeSpec> nodes) {
        var words = new ArrayList<>(List.of(program, verb, flag));
        nodes.forEach(node -> words.add(node.name()));
        return words;
    }

    /** The words of an {@code ssh} to this machine, up to the command. */
    List<String> access(NodeSpec node) {
        if (config(node).isEmpty()) {
            readConfig();
        }
        if (config(node).isEmpty()) {
            throw new MachineLost(
                    "the machine %s does not run: `labctl up` boots it".formatted(node.name()));
        }
        var words = new ArrayList<>(ssh());
        words.addAll(List.of(node.name(), "--"));
        return words;
    }

    private List<String> ssh() {
        var words = new ArrayList<>(List.of(ssh, "-F", config().toString()));
        words.addAll(
                List.of(
                        "-oBatchMode=yes",
                        "-oConnectTimeout=15",
                        "-oServerAliveInterval=5",
                        "-oServerAliveCountMax=3"));
        if (state.toString().length() <= LONGEST_SOCKET_FOLDER) { // one handshake for many calls
            words.addAll(
                    List.of(
                            "-oControlMaster=auto",
                            "-oControlPersist=60",
                            "-oControlPath=" + state.resolve("ssh-%C")));
        }
        return words;
    }

    private Path config() {
        return state.resolve("ssh-config");
    }

    private SshConfig config(NodeSpec node) {
        return SshConfig.read(config(), node.name());
    }

    /** Machines that do not run are left out. */
    private synchronized void readConfig() {
        var output = shell.run(Command.of(program, "ssh-config").in(folder));
        if (!output.out().contains("Host ")) {
            throw new MachineLost(
                    "no machine of the lab runs: `labctl up` boots them. vagrant says: "
                            + (output.out() + output.err()).strip());
        }
        makeFolder();
        try {
            Files.writeString(config(), output.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
