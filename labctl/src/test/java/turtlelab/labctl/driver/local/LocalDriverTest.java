package turtlelab.labctl.driver.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.Time;

/** With real processes: a shell that talks and then waits. */
class LocalDriverTest {

    private static final NodeSpec TURTLE = new NodeSpec("turtle1", "127.2.2.2", "127.2.2.2");

    @TempDir Path state;
    private LocalDriver driver;

    @BeforeEach
    void create() {
        driver = new LocalDriver(state);
        driver.create(List.of(TURTLE), _ -> {});
    }

    @AfterEach
    void end() {
        driver.process(TURTLE).ifPresent(process -> signal("KILL", process.pid()));
    }

    private void launchTalker() {
        driver.launch(
                TURTLE,
                Command.of("sh", "-c", "echo out $COLOUR; echo err >&2; read x; exec sleep 600")
                        .with(Map.of("COLOUR", "green")));
    }

    private void signal(String signal, long pid) {
        driver.shell(TURTLE).expect(Command.of("/bin/sh", "-c", "kill -" + signal + " " + pid));
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        boolean came =
                Deadline.in(Duration.ofSeconds(10), Time.system())
                        .await(Duration.ofMillis(10), condition);
        assertThat(came).isTrue();
    }

    @Test
    void aLaunchedDaemonIsFoundAtOnce() {
        launchTalker();
        assertThat(driver.process(TURTLE)).isPresent();
        assertThat(driver.process(TURTLE).orElseThrow().residentBytes()).isPositive();
    }

    @Test
    void anotherLabctlFindsTheDaemonTooAndLaunchesNoSecond() {
        launchTalker();
        var first = driver.process(TURTLE);
        driver = new LocalDriver(state);
        launchTalker();
        assertThat(driver.process(TURTLE).map(NodeProcess::pid))
                .isPresent()
                .isEqualTo(first.map(NodeProcess::pid));
    }

    @Test
    void theDaemonHasALogOfBothStreamsAndNothingToRead() throws InterruptedException {
        launchTalker();
        var log = driver.place(TURTLE).log();
        assertThat(log).hasFileName("turtle1.log");
        eventually(() -> read(log).equals("out green\nerr\n"));
    }

    @Test
    void theDaemonLeadsASessionOfItsOwn() throws InterruptedException {
        launchTalker();
        long pid = driver.process(TURTLE).orElseThrow().pid();
        var stat = Path.of("/proc/" + pid + "/stat");
        eventually(() -> read(stat).matches("(?s).*\\) . \\d+ \\d+ " + pid + " .*"));
    }

    @Test
    void aStrangerWithTheSamePidIsNotOurs() throws IOException {
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            var stat = read(Path.of("/proc/" + stranger.pid() + "/stat"));
            long start = ProcessIdentity.parse(stat).orElseThrow().identity().startTicks();
            record(new ProcessIdentity(stranger.pid(), start));
            assertThat(driver.process(TURTLE)).isPresent();
            record(new ProcessIdentity(stranger.pid(), start - 1));
            assertThat(driver.process(TURTLE)).isEmpty();
        } finally {
            stranger.destroyForcibly();
        }
    }

    private void record(ProcessIdentity process) throws IOException {
        Files.writeString(state.resolve("turtle1/pid"), PidFile.of(process));
    }

    @Test
    void aStoppedDaemonIsPausedAndAKilledOneIsGone() throws InterruptedException {
        launchTalker();
        long pid = driver.process(TURTLE).orElseThrow().pid();
        signal("STOP", pid);
        eventually(() -> driver.process(TURTLE).orElseThrow().paused());
        signal("KILL", pid);
        eventually(() -> driver.process(TURTLE).isEmpty());
    }

    @Test
    void destroyLeavesNothingAndMayBeRepeated() throws IOException {
        launchTalker();
        end();
        driver.destroy(List.of(TURTLE));
        driver.destroy(List.of(TURTLE));
        assertThat(state).isEmptyDirectory();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
