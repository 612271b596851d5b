package turtlelab.labctl.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.exec.CtrlC;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.lab.LabFolder;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.action.Down;
import turtlelab.labctl.lab.action.SpareLab;
import turtlelab.labctl.render.Progress;

/** A labctl that is ended in the middle of its work, with daemons that only stand there. */
@EnabledOnOs(OS.LINUX)
class BrokenOffTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final String LAB =
            """
            engine: etcd
            nodes:
              - { name: turtle1, local: 127.2.37.2, vm: 10.0.0.2 }
              - { name: turtle2, local: 127.2.37.3, vm: 10.0.0.3 }
              - { name: turtle3, local: 127.2.37.4, vm: 10.0.0.4 }
            """;

    /** Also where whoever runs the tests does not: Java leaves an ignored signal ignored. */
    private static final List<String> HEARS_CTRL_C =
            List.of("/usr/bin/env", "--default-signal=INT");

    /** It hears no SIGTERM, so that whoever ends it has to wait. */
    private static final String STUBBORN = "#!/bin/sh\ntrap '' TERM\nexec sleep 300\n";

    private static final String OBEDIENT = "#!/bin/sh\nexec sleep 300\n";

    @TempDir Path folder;
    private Path state;
    private Path said;

    @BeforeEach
    void writeLabFile() throws IOException {
        Files.writeString(folder.resolve("lab.yaml"), LAB);
        state = folder.resolve(".lab");
        said = folder.resolve("said");
        Files.createDirectory(folder.resolve("bin"));
        daemonIs(STUBBORN);
    }

    private void daemonIs(String script) throws IOException {
        var daemon = Files.writeString(folder.resolve("bin/etcd"), script);
        Files.setPosixFilePermissions(daemon, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void endDaemons() {
        daemons().forEach(ProcessHandle::destroyForcibly);
    }

    private Process labctl(String... words) throws IOException {
        return java(Labctl.class, words);
    }

    private Process java(Class<?> program, String... words) throws IOException {
        var classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var command = new ArrayList<>(HEARS_CTRL_C);
        command.addAll(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + folder));
        command.addAll(List.of("-cp", classes, program.getName()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        return builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    }

    private static void await(BooleanSupplier what) throws InterruptedException {
        assertThat(Deadline.in(LIMIT, Time.system()).await(PAUSE, what)).isTrue();
    }

    private boolean hasSaid(String words) {
        try {
            return Files.exists(said) && Files.readString(said).contains(words);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int end(Process labctl) throws InterruptedException {
        assertThat(labctl.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return labctl.exitValue();
    }

    /** Whatever lives and was told that its data is in our folder. */
    private List<ProcessHandle> daemons() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            var environment = Path.of("/proc", "" + process.pid(), "environ");
            return Files.readString(environment, ISO_8859_1).contains("ETCD_DATA_DIR=" + folder);
        } catch (IOException _) { // it has gone, or is not for us to see
            return false;
        }
    }

    private static void ctrlC(Process labctl) throws Exception {
        var kill = new ProcessBuilder("/bin/sh", "-c", "kill -INT " + labctl.pid());
        assertThat(kill.inheritIO().start().waitFor()).isZero();
    }

    /** What it said at the end. */
    private String broken(Process labctl) throws Exception {
        ctrlC(labctl);
        assertThat(end(labctl)).isEqualTo(130);
        return Files.readString(said).lines().toList().getLast();
    }

    private List<Path> labsOfTheBench() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.getFileName().toString().startsWith(SpareLab.FOLDER))
                    .map(it -> it.resolve(".lab"))
                    .toList();
        }
    }

    /** Another labctl, which finds what the first has left. */
    private void down() throws InterruptedException {
        var left = new LabFolder(state);
        var lab = LiveLab.on(left.raised().orElseThrow(), left);
        new Down(lab, Progress.silent(), Duration.ofMillis(100)).run();
        assertThat(state).doesNotExist();
        assertThat(daemons()).isEmpty();
    }

    @Test
    void whatAnUpThatWasBrokenOffLeftIsRemovedByDown() throws Exception {
        var up = labctl("up");
        await(() -> Files.exists(state.resolve("lab.json")));
        up.destroy();
        assertThat(end(up)).isEqualTo(143);
        down();
    }

    @Test
    void whatALabctlThatWasKilledInUpAndAgainInDownLeftIsRemovedByDown() throws Exception {
        var up = labctl("up");
        await(() -> daemons().size() == 3);
        up.destroyForcibly();
        end(up);

        var down = labctl("down", "--timeout", "300");
        await(() -> hasSaid("stopping"));
        down.destroyForcibly();
        end(down);
        assertThat(daemons()).hasSize(3);

        down();
    }

    @Test
    void whoPressesCtrlCReadsHowToGoOn() throws Exception {
        var up = labctl("up");
        await(() -> daemons().size() == 3);
        assertThat(broken(up)).startsWith("labctl: broken off. What was made is recorded");

        var start = labctl("start");
        await(() -> hasSaid("running already"));
        assertThat(broken(start)).startsWith("labctl: broken off. What was started runs on");

        var down = labctl("down", "--timeout", "300");
        await(() -> hasSaid("stopping"));
        assertThat(broken(down)).startsWith("labctl: broken off. What is left stays recorded");
        assertThat(daemons()).hasSize(3);

        down();
    }

    @Test
    void aBenchThatIsBrokenOffRemovesItsLabsFirst() throws Exception {
        daemonIs(OBEDIENT);
        var bench = labctl("bench", "--engines", "etcd");
        await(() -> daemons().size() == 3);
        assertThat(broken(bench)).startsWith("labctl: broken off: removing its labs");
        assertThat(daemons()).isEmpty();
        assertThat(labsOfTheBench()).isEmpty();
    }

    /** A program that does not end in order. */
    static final class Endless {
        public static void main(String... words) {
            try (var _ = CtrlC.interruptsThisThread(() -> System.out.println("told"))) {
                System.out.println("begun");
                while (true) {
                    LockSupport.park();
                    boolean _ = Thread.interrupted();
                }
            }
        }
    }

    @Test
    void aSecondCtrlCEndsAtOnceWhatDoesNotEndInOrder() throws Exception {
        var endless = java(Endless.class);
        await(() -> hasSaid("begun"));
        try {
            ctrlC(endless);
            await(() -> hasSaid("told"));
            ctrlC(endless);
            assertThat(end(endless)).isEqualTo(130);
        } finally {
            endless.destroyForcibly();
        }
    }
}
