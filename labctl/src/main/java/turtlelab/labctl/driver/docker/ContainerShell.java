package turtlelab.labctl.driver.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.Shell;
import turtlelab.labctl.exec.Streams;

/**
 * The shell of a node in a container. Its files are folders of this machine, on the same paths
 * inside, so labctl's own commands run here, whether the container runs or not; what a user
 * attaches runs inside.
 */
record ContainerShell(Containers containers, String container) implements Shell {

    private static final Shell HERE = new LocalShell(Duration.ofSeconds(30));

    @Override
    public Output run(Command command) {
        return HERE.run(command);
    }

    @Override
    public int follow(Command command, Consumer<String> line) throws InterruptedException {
        return HERE.follow(command, line);
    }

    @Override
    public int attach(Command command, Streams streams) throws InterruptedException {
        var words = new ArrayList<>(List.of("exec"));
        command.environment()
                .forEach((key, value) -> words.addAll(List.of("--env", key + "=" + value)));
        words.add(container);
        words.addAll(command.words());
        return HERE.attach(containers.command(words), streams);
    }

    @Override
    public void write(Path file, String text) {
        HERE.write(file, text);
    }
}
