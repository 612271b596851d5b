package turtlelab.features.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static turtlelab.labctl.lab.Engine.ETCD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import turtlelab.features.stage.Built;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Programs;

/**
 * Types a transcript on an engine, and compares every answer.
 *
 * @param etcdctls by each of which, one after the other, every line is typed that names etcdctl
 * @param clocked whether the daemon is turtled with the clock that stands in the file {@code clock}
 */
record Walk(Path folder, Engine engine, List<Etcdctl> etcdctls, boolean clocked) {

    private static final Path HOME = Programs.home().orElseThrow();
    private static final Path DEBIANS = Path.of("/usr/bin/etcdctl");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** A slow machine changes no word of an answer. */
    private static final String SCRIPT =
            """
            #!/bin/sh
            case $ETCDCTL_API in
                3) exec %1$s --command-timeout 20s "$@" ;;
                *) exec %1$s --timeout 20s --total-timeout 60s "$@" ;;
            esac
            """;

    /** Whose etcdctl is typed. */
    enum Etcdctl {
        OURS,
        DEBIANS;

        Path program() {
            return this == OURS ? HOME.resolve("labctl/bin/etcdctl") : Walk.DEBIANS;
        }
    }

    static Walk on(Engine engine, Path folder, Etcdctl etcdctl) {
        return new Walk(folder, engine, List.of(etcdctl), false);
    }

    /** On turtled, whose wall clock is set by what is typed. */
    static Walk clocked(Path folder, List<Etcdctl> etcdctls) {
        return new Walk(folder, Engine.TURTLED, etcdctls, true);
    }

    /** That of this run, and the real one unless it is left out. */
    static Stream<Engine> engines() {
        var asked = System.getProperty("lab.engine", "turtled").toUpperCase(Locale.ROOT);
        var oracle = Boolean.getBoolean("oracle.skip") ? Stream.<Engine>of() : Stream.of(ETCD);
        return Stream.concat(Stream.of(Engine.valueOf(asked)), oracle).distinct();
    }

    /** Builds what is typed, once, instead of at the first word. */
    static void build() {
        assume(Terminal.isPossible(), "this machine lets users have no network of their own");
        Built.program("node/bin/turtled");
        Built.program("labctl/bin/etcdctl");
    }

    /** The daemon's command line, but for its flags. */
    private String daemon() {
        if (clocked) {
            var target = HOME.resolve("node/target");
            var classes = target.resolve("test-classes");
            assume(
                    Files.exists(classes.resolve("turtlelab/node/app/ClockedNode.class")),
                    "the tests of turtled are not built (./mvnw test-compile)");
            return "%s/bin/java %s -cp '%s:%s:%s/lib/*' turtlelab.node.app.ClockedNode"
                    .formatted(
                            System.getProperty("java.home"),
                            "-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                            classes,
                            target.resolve("turtled.jar"),
                            target);
        }
        var program = engine == ETCD ? Path.of("/usr/bin/etcd") : HOME.resolve("node/bin/turtled");
        assume(Files.isExecutable(program), program + " is not installed");
        return program.toString();
    }

    /**
     * Types some, one behind the other.
     *
     * @param order of three turtles, where it says {@code $ORDER}
     */
    void play(String order, String... names) throws IOException {
        link("bin/etcd", "#!/bin/sh\nexec " + daemon() + " \"$@\"\n");
        link("bin/labctl", "#!/bin/sh\nexec " + HOME.resolve("labctl/bin/labctl") + " \"$@\"\n");
        for (var each : etcdctls) {
            assume(Files.isExecutable(each.program()), each.program() + " is not installed");
            link(each + "/etcdctl", SCRIPT.formatted(each.program()));
        }
        Files.copy(HOME.resolve("lab.yaml"), folder.resolve("lab.yaml"));
        var environment =
                Map.of(
                        "TOOLS",
                        folder.resolve("bin") + ":" + requireNonNull(System.getenv("PATH")),
                        "ETCDCTL_API",
                        "2",
                        "ETCD_ENABLE_V2",
                        "true",
                        "CLOCK",
                        folder.resolve("clock").toString(),
                        "ORDER",
                        order);
        try (var terminal = Terminal.open(folder, environment, LIMIT)) {
            take(etcdctls.getFirst(), terminal);
            terminal.type(resource("prelude.sh"));
            for (var name : names) {
                type(Transcript.of(resource(name)), terminal);
            }
        }
    }

    private void type(Transcript transcript, Terminal terminal) throws IOException {
        for (var exchange : transcript.exchanges()) {
            boolean isForEach = exchange.command().contains("etcdctl ");
            for (var each : isForEach ? etcdctls : etcdctls.subList(0, 1)) {
                take(each, terminal);
                compare(exchange, terminal.type(exchange.command()));
            }
        }
    }

    /** Whose etcdctl is meant from now on. */
    private void take(Etcdctl etcdctl, Terminal terminal) throws IOException {
        terminal.type("PATH=" + folder.resolve(etcdctl.name()) + ":$TOOLS");
    }

    private static void compare(Transcript.Exchange exchange, String said) {
        assertThat(exchange.isAnsweredBy(said))
                .as("$ %s%n%s-- said%n%s", exchange.command(), exchange.answer(), said)
                .isTrue();
    }

    private static String resource(String name) throws IOException {
        try (var in = Walk.class.getResourceAsStream(name)) {
            return new String(requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }

    private void link(String name, String text) throws IOException {
        var script = folder.resolve(name);
        Files.createDirectories(requireNonNull(script.getParent()));
        Files.writeString(script, text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void assume(boolean isGiven, String reason) {
        if (!isGiven) System.err.println("skipped: " + reason);
        assumeTrue(isGiven, reason);
    }
}
