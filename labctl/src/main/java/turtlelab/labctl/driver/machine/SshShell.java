package turtlelab.labctl.driver.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.Shell;
import turtlelab.labctl.exec.Streams;

/**
 * Commands on a virtual machine, as root, over OpenSSH. A machine that does not answer within some
 * seconds is {@link MachineLost}.
 *
 * @param access the words of an {@code ssh} command up to its host
 */
public record SshShell(String machine, Supplier<List<String>> access) implements Shell {

    private static final Shell HERE = new LocalShell(Duration.ofMinutes(2));
    private static final int SSH_FAILED = 255;
    private static final int LAST_LINES = 3;

    @Override
    public Output run(Command command) {
        var output = HERE.run(remote(command));
        if (output.exitCode() == SSH_FAILED) {
            throw lost(output.err());
        }
        return output;
    }

    @Override
    public int follow(Command command, Consumer<String> line) throws InterruptedException {
        return HERE.follow(remote(command), line);
    }

    @Override
    public int attach(Command command, Streams streams) throws InterruptedException {
        return HERE.attach(remote(command), streams);
    }

    @Override
    public void write(Path file, String text) {
        var fresh = file + ".new";
        var encoded = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
        var script =
                "echo %s | base64 -d >%s && chmod 0644 %s && mv -f %s %s"
                        .formatted(encoded, fresh, fresh, fresh, file);
        expect(Command.of("/bin/sh", "-c", script));
    }

    private Command remote(Command command) {
        var words = new ArrayList<>(List.of("sudo", "-n", "env"));
        command.environment().forEach((key, value) -> words.add(key + "=" + value));
        words.addAll(command.words());
        var all = new ArrayList<>(access.get());
        all.add(Command.of(words).shown());
        return Command.of(all);
    }

    private MachineLost lost(String why) {
        var lines = why.strip().lines().toList();
        var last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        return new MachineLost(
                "the machine %s does not answer over ssh (%s): `labctl up` boots it again"
                        .formatted(machine, String.join(" ", last)));
    }
}
