package turtlelab.labctl.driver.vagrant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
 * The program {@code vagrant} in the folder of the Vagrantfile. It takes seconds to say anything.
 */
final class Vagrant {

    private static final int LAST_LINES = 20;
    private static final Duration CLEANING_UP = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path state;
    private final Path folder;
    private final String program;
    private final Shell shell = new LocalShell(Duration.ofMinutes(5));
    private final SshAccess ssh;

    /** Vagrant beside this state folder, as this environment finds it. */
    Vagrant(Path state, Map<String, String> environment) {
        this.state = state;
        this.program = Tools.find(environment, "vagrant");
        this.folder = folderOf(Optional.ofNullable(state.getParent()).orElse(state));
        this.ssh =
                new SshAccess(
                        state, machines(), Tools.find(environment, "ssh"), this::askForSshConfig);
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

    /** How its machines are reached. */
    SshAccess ssh() {
        return ssh;
    }

    /** Where vagrant keeps what it knows of each machine: {@code NAME/PROVIDER}. */
    private Path machines() {
        return folder.resolve(".vagrant/machines");
    }

    /** Machines that do not run are left out. */
    private String askForSshConfig() {
        var output = shell.run(Command.of(program, "ssh-config").in(folder));
        if (!output.out().contains("Host ")) {
            throw new MachineLost(
                    "no machine of the lab runs: `labctl up` boots them. vagrant says: "
                            + (output.out() + output.err()).strip());
        }
        return output.out();
    }

    /** Whether there is a machine, whoever has raised it. */
    boolean hasMachines() {
        try (var files = Files.walk(machines(), 3)) {
            return files.anyMatch(file -> file.endsWith("id"));
        } catch (IOException _) { // there is no such folder
            return false;
        }
    }

    /** Boots and provisions these machines, and the ones that are missing are made. */
    void up(List<NodeSpec> nodes, Consumer<String> told) {
        makeFolder();
        follow(words("up", "--provision", nodes), told);
        ssh.forget();
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
        nodes.forEach(ssh::hangUp);
        if (hasMachines()) {
            shell.expect(Command.of(words("destroy", "--force", nodes)).in(folder));
        }
        ssh.forget();
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

    private List<String> words(String verb, String flag, List<NodeSpec> nodes) {
        var words = new ArrayList<>(List.of(program, verb, flag));
        nodes.forEach(node -> words.add(node.name()));
        return words;
    }

    private void makeFolder() {
        try {
            Files.createDirectories(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
