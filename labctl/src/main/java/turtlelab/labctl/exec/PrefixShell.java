package turtlelab.labctl.exec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A shell that begins every command with the same words, such as those that lead into a namespace.
 * Files are written as the shell below writes them.
 */
public record PrefixShell(Shell shell, List<String> prefix) implements Shell {

    public PrefixShell {
        prefix = List.copyOf(prefix);
    }

    @Override
    public Output run(Command command) {
        return shell.run(prefixed(command));
    }

    @Override
    public int follow(Command command, Consumer<String> line) throws InterruptedException {
        return shell.follow(prefixed(command), line);
    }

    @Override
    public int attach(Command command, Streams streams) throws InterruptedException {
        return shell.attach(prefixed(command), streams);
    }

    @Override
    public void write(Path file, String text) {
        shell.write(file, text);
    }

    private Command prefixed(Command command) {
        var words = new ArrayList<>(prefix);
        words.addAll(command.words());
        return new Command(words, command.environment(), command.folder());
    }
}
