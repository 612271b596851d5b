package turtlelab.labctl.stage;

import java.nio.file.Path;
import java.util.function.Consumer;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.Shell;
import turtlelab.labctl.exec.Streams;

/** Understands the few commands that labctl runs on a node's machine. */
record RecordingShell(RecordingDriver driver) implements Shell {

    @Override
    public Output run(Command command) {
        var words = command.words();
        var last = words.getLast();
        return switch (words.getFirst()) {
            case "test" -> new Output(driver.files.containsKey(last) ? 0 : 1, "", "");
            case "cat" -> new Output(0, driver.files.get(last), "");
            case "tail" -> new Output(0, driver.files.getOrDefault(last, ""), "");
            case "/bin/sh" -> kill(last.split(" "));
            default -> throw new IllegalArgumentException(command.shown());
        };
    }

    private Output kill(String[] words) {
        driver.signal(words[1].substring(1), Long.parseLong(words[2]));
        return new Output(0, "", "");
    }

    @Override
    public int follow(Command command, Consumer<String> line) {
        run(command).out().lines().forEach(line);
        return 0;
    }

    @Override
    public int attach(Command command, Streams streams) {
        streams.out().println(command.shown() + " " + command.environment().get("LAB_NODE"));
        return 42;
    }

    @Override
    public void write(Path file, String text) {
        driver.acts.add("write " + file);
        driver.files.put(file.toString(), text);
    }
}
