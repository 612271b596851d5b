package turtlelab.labctl.driver.docker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.Shell;

/**
 * The program {@code docker}, or {@code podman}, which understands the same words.
 *
 * @param program its file; {@code LAB_CONTAINERS} in the environment names one, else the first on
 *     the {@code PATH} is taken
 */
record Containers(String program) {

    private static final String CHOICE = "LAB_CONTAINERS";
    private static final List<String> KNOWN = List.of("docker", "podman");
    private static final Shell SHELL = new LocalShell(Duration.ofMinutes(1));

    /** The program that is asked for or, failing that, there; empty when neither is. */
    static Optional<Containers> of(Map<String, String> environment) {
        var asked = environment.get(CHOICE);
        var choice = asked == null ? KNOWN : List.of(asked);
        var path =
                List.of(
                        environment
                                .getOrDefault("PATH", "/usr/bin:/bin")
                                .split(File.pathSeparator, -1));
        return choice.stream()
                .flatMap(name -> path.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(file -> new Containers(file.toString()));
    }

    /** What this machine lacks, with its cure; empty when containers can be made here. */
    static Optional<String> lacking(Map<String, String> environment) {
        return of(environment).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "neither `docker` nor `podman` is on the PATH (or "
                                + CHOICE
                                + " names another): install one, or use --driver local");
    }

    /**
     * The program, where there must be one.
     *
     * @throws LabFailure when there is none
     */
    static Containers in(Map<String, String> environment) {
        return of(environment)
                .orElseThrow(
                        () ->
                                new LabFailure(
                                        LabFailure.Kind.CONFIGURATION,
                                        "driver docker: " + lacking(environment).orElse("")));
    }

    /** A command of these words. */
    Command command(List<String> words) {
        var all = new ArrayList<>(List.of(program));
        all.addAll(words);
        return Command.of(all);
    }

    /** Runs it, whatever becomes of it. */
    Output run(String... words) {
        return SHELL.run(command(List.of(words)));
    }

    /**
     * Runs it.
     *
     * @return what it said
     * @throws CommandFailed when it fails
     */
    String expect(List<String> words, String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return SHELL.expect(command(all)).strip();
    }

    /** One field of a thing of this kind; empty when there is no such thing. */
    Optional<String> look(String kind, String name, String format) {
        var output = run(kind, "inspect", "--format", format, name);
        return output.succeeded() ? Optional.of(output.out().strip()) : Optional.empty();
    }
}
