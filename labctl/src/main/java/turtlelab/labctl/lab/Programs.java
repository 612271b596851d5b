package turtlelab.labctl.lab;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import turtlelab.labctl.driver.Place;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.LabFailure;

/** Finds the daemons on this machine and knows how each is started. */
public final class Programs {

    private final Optional<Path> home;
    private final List<Path> path;

    /**
     * Looks in these places.
     *
     * @param home the project's folder, if labctl runs from one
     * @param path the folders of {@code PATH}
     */
    public Programs(Optional<Path> home, List<Path> path) {
        this.home = home;
        this.path = List.copyOf(path);
    }

    /** Looks where this labctl runs from, then on the {@code PATH}. */
    public static Programs ofThisMachine(Map<String, String> environment) {
        var folders = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        return new Programs(
                home(), Stream.of(folders.split(File.pathSeparator, -1)).map(Path::of).toList());
    }

    /** The project's folder, if labctl runs from one. */
    public static Optional<Path> home() {
        try {
            var code = code();
            if (code == null) { // an installed program's classes may come out of an AOT cache
                return Optional.empty();
            }
            var start = parent(Path.of(code.toURI()));
            for (var folder = start; folder != null; folder = parent(folder)) {
                if (Files.exists(folder.resolve(LabFile.NAME))) {
                    return Optional.of(folder);
                }
            }
        } catch (URISyntaxException _) { // then it is no folder of files
        }
        return Optional.empty();
    }

    private static @Nullable URL code() {
        var source = Programs.class.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }

    private static @Nullable Path parent(Path path) {
        return path.getParent();
    }

    /**
     * The command after which a daemon starts at once: where turtled runs from its sources it may
     * have to be built first. Empty when there is nothing to do.
     */
    public Optional<Command> preparation(Lab lab) {
        var program = daemon(lab.engine()).toString();
        return switch (lab.engine()) {
            case TURTLED -> Optional.of(Command.of(program).with(Map.of("TURTLE_BUILD", "only")));
            case ETCD -> Optional.empty();
        };
    }

    /** The command that starts a node's daemon. */
    public Command daemon(Lab lab, Place place, NodeConf conf) {
        var program = daemon(lab.engine()).toString();
        return switch (lab.engine()) {
            case TURTLED ->
                    Command.of(program, "--env-file", place.conf().toString())
                            .with(environment(lab));
            case ETCD -> Command.of(program, "--enable-v2=true").with(conf.settings());
        };
    }

    /**
     * The daemon where machines carry it, installed: they know its settings.
     *
     * @throws LabFailure when the lab wants another engine than the one that is installed
     */
    static Command installed(Lab lab) {
        if (lab.engine() != Engine.TURTLED) {
            throw new LabFailure(
                    LabFailure.Kind.CONFIGURATION,
                    ("engine %s: the nodes of the driver %s carry turtled and nothing else; use"
                                    + " --engine turtled, or --driver local")
                            .formatted(lab.engine(), lab.driver()));
        }
        return Command.of("turtled").with(environment(lab));
    }

    private static Map<String, String> environment(Lab lab) {
        return Map.of("TURTLED_HEAP", lab.heap());
    }

    /**
     * The daemon's program.
     *
     * @throws LabFailure when it is not on this machine
     */
    public Path daemon(Engine engine) {
        return switch (engine) {
            case TURTLED -> turtled();
            case ETCD -> etcd();
        };
    }

    private Path turtled() {
        return home.map(folder -> folder.resolve("node/bin/turtled"))
                .filter(Files::isExecutable)
                .or(() -> onPath("turtled"))
                .orElseThrow(
                        () ->
                                missing(
                                        "no turtled found, neither node/bin/turtled nor on the"
                                                + " PATH: run labctl from the project's folder"));
    }

    private Path etcd() {
        return onPath("etcd")
                .orElseThrow(
                        () ->
                                missing(
                                        "engine etcd, but no etcd on the PATH:"
                                                + " apt install etcd-server, or --engine turtled"));
    }

    /** The program of this name on the {@code PATH}. */
    public Optional<Path> onPath(String program) {
        return path.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static LabFailure missing(String message) {
        return new LabFailure(LabFailure.Kind.CONFIGURATION, message);
    }
}
