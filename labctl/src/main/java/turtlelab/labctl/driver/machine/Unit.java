package turtlelab.labctl.driver.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.driver.Place;
import turtlelab.labctl.driver.local.ProcessIdentity;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.Shell;

/**
 * The daemon of machines that have it installed: the unit {@code turtled}, which nobody but us
 * starts.
 *
 * @param state folder of the lab, for the logs of starts
 */
public record Unit(Path state) {
    private static final String NAME = "turtled";
    private static final Path SETTINGS = Path.of("/etc/turtled");

    /** Read by the unit at its start, before what an administrator wrote. */
    private static final String ENVIRONMENT = "lab.env";

    private static final int NO_SUCH_UNIT = 5;

    /** A node's files on a machine that answers at this address. */
    public static Place place(String address) {
        return new Place(
                address,
                List.of("localhost"),
                SETTINGS.resolve("turtled.conf"),
                Path.of("/var/lib/turtled"),
                Path.of("/var/log/journal"),
                SETTINGS.resolve("provisioned"));
    }

    /**
     * Starts it. Returns when the daemon listens, or goes on starting for longer than a minute:
     * whether that leads to a healthy cluster is for others to see. What the start said is kept in
     * {@code NODE.log} in the lab's state folder.
     *
     * @throws LabFailure when the unit does not start, or there is none
     */
    public void launch(NodeSpec node, Shell shell, Command daemon) {
        var start =
                "mkdir -p %2$s && printf %%s %4$s >%2$s/%3$s || exit;"
                        + " timeout 60 systemctl start %1$s; end=$?;"
                        + " systemctl status --no-pager --lines=20 %1$s;"
                        + " [ $end -eq 124 ] || exit $end";
        var environment = Command.of(daemon.environmentLines()).shown();
        var script = start.formatted(NAME, SETTINGS, ENVIRONMENT, environment);
        var command = Command.of("/bin/sh", "-c", script);
        var output = shell.run(command);
        append(startLog(node), output);
        if (output.exitCode() == NO_SUCH_UNIT) {
            throw new LabFailure(
                    LabFailure.Kind.UNAVAILABLE,
                    ("the machine %s has no turtled: its image was made without it; run"
                                    + " bootstrap/install.sh there, or `labctl down` and `up`")
                            .formatted(node.name()));
        }
        if (!output.succeeded()) {
            throw new CommandFailed(command, output);
        }
    }

    private static void append(Path file, Output output) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    output.out() + output.err(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what the starts of a node said. */
    public void forgetLog(NodeSpec node) {
        try {
            Files.deleteIfExists(startLog(node));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path startLog(NodeSpec node) {
        return state.resolve(node.name() + ".log");
    }

    /** The daemon, if it lives. */
    public static Optional<NodeProcess> process(Shell shell) {
        var look =
                "pid=$(systemctl show --property=MainPID --value %s)"
                        + " && cat /proc/$pid/stat && grep VmRSS: /proc/$pid/status";
        var command = Command.of("/bin/sh", "-c", look.formatted(NAME));
        return parse(shell.run(command).out());
    }

    /** The daemon, from its line of {@code /proc/PID/stat} and that of its memory. */
    public static Optional<NodeProcess> parse(String look) {
        var lines = look.lines().toList();
        if (lines.size() != 2) {
            return Optional.empty(); // MainPID is 0, or it went while we looked
        }
        long resident = Long.parseLong(lines.get(1).replaceAll("[^0-9]", "")) * 1024;
        return ProcessIdentity.parse(lines.getFirst())
                .filter(ProcessIdentity.Stat::isAlive)
                .map(it -> new NodeProcess(it.identity().pid(), it.isPaused(), resident));
    }

    /** The command that writes the last lines of its log. */
    public static Command log(int lines, boolean follow) {
        var read = "journalctl --unit=%s --output=cat --no-pager --lines=%d".formatted(NAME, lines);
        return Command.of("/bin/sh", "-c", follow ? read + " --follow" : read);
    }
}
