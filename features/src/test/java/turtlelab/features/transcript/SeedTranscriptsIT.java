package turtlelab.features.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import turtlelab.labctl.lab.Programs;

/**
 * The seeds' walks word for word, on their own addresses, so with their own member IDs: on the
 * engine of this run ({@code -Dlab.engine}), by Debian's etcdctl and by ours.
 */
@Execution(ExecutionMode.CONCURRENT)
class SeedTranscriptsIT {

    private static final Path HOME = Programs.home().orElseThrow();
    private static final Path DEBIANS = Path.of("/usr/bin/etcdctl");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** A slow machine changes no word of an answer. */
    private static final String PATIENTLY = " --timeout 20s --total-timeout 60s";

    @TempDir Path folder;

    /** Whose etcdctl is typed. */
    enum Etcdctl {
        OURS,
        DEBIANS;

        Path program() {
            return this == OURS ? HOME.resolve("labctl/bin/etcdctl") : SeedTranscriptsIT.DEBIANS;
        }
    }

    @BeforeAll
    static void build() throws Exception {
        assume(Terminal.isPossible(), "this machine lets users have no network of their own");
        for (var program : new String[] {"node/bin/turtled", "labctl/bin/etcdctl"}) {
            var builder = new ProcessBuilder(HOME.resolve(program).toString()).inheritIO();
            builder.environment().put("TURTLE_BUILD", "only");
            assertThat(builder.start().waitFor()).as("build of " + program).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "turtle1 turtle2 turtle3, OURS",
        "turtle1 turtle3 turtle2, DEBIANS",
        "turtle2 turtle1 turtle3, OURS",
        "turtle2 turtle3 turtle1, DEBIANS",
        "turtle3 turtle1 turtle2, OURS",
        "turtle3 turtle2 turtle1, DEBIANS",
    })
    void threeTurtlesStartInAnyOrder(String order, Etcdctl etcdctl) throws IOException {
        play("three_turtles.transcript", etcdctl, order);
    }

    @ParameterizedTest
    @EnumSource
    void oneNodeAnswers(Etcdctl etcdctl) throws IOException {
        play("one_node.transcript", etcdctl, "");
    }

    @ParameterizedTest
    @EnumSource
    void oneNodeGrowsToFive(Etcdctl etcdctl) throws IOException {
        play("grow_to_five.transcript", etcdctl, "");
    }

    private void play(String name, Etcdctl etcdctl, String order) throws IOException {
        assume(Files.isExecutable(etcdctl.program()), etcdctl.program() + " is not installed");
        var engine = System.getProperty("lab.engine", "turtled");
        var ours = HOME.resolve("node/bin/turtled");
        var daemon = engine.equals("etcd") ? Path.of("/usr/bin/etcd") : ours;
        assume(Files.isExecutable(daemon), daemon + " is not installed");
        link("etcd", daemon.toString());
        link("etcdctl", etcdctl.program() + PATIENTLY);
        var environment =
                Map.of(
                        "PATH",
                        folder.resolve("bin") + ":" + requireNonNull(System.getenv("PATH")),
                        "ETCDCTL_API",
                        "2",
                        "ETCD_ENABLE_V2",
                        "true",
                        "ORDER",
                        order);
        try (var terminal = Terminal.open(folder, environment, LIMIT)) {
            terminal.type(resource("prelude.sh"));
            for (var exchange : Transcript.of(resource(name)).exchanges()) {
                var said = terminal.type(exchange.command());
                assertThat(exchange.isAnsweredBy(said))
                        .as("$ %s%n%s-- said%n%s", exchange.command(), exchange.answer(), said)
                        .isTrue();
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = SeedTranscriptsIT.class.getResourceAsStream(name)) {
            return new String(requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }

    private void link(String name, String command) throws IOException {
        var bin = Files.createDirectories(folder.resolve("bin"));
        var script = bin.resolve(name);
        Files.writeString(script, "#!/bin/sh\nexec " + command + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void assume(boolean isGiven, String reason) {
        if (!isGiven) System.err.println("skipped: " + reason);
        assumeTrue(isGiven, reason);
    }
}
