package turtlelab.labctl.driver.vagrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.CommandFailed;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Time;

/** With stand-ins for vagrant and ssh: what goes wrong with machines, and what is told of it. */
class MachinesTest {

    private static final NodeSpec TWO = new NodeSpec("turtle2", "127.2.32.3", "10.232.7.3");
    private static final Command DAEMON =
            Command.of("turtled").with(Map.of("TURTLED_HEAP", "512m"));
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(10);

    @TempDir Path bin;
    @TempDir Path folder;

    @BeforeEach
    void standIns() throws IOException {
        for (var name : List.of("vagrant", "ssh")) {
            try (var script = MachinesTest.class.getResourceAsStream(name)) {
                Files.copy(script, bin.resolve(name));
            }
            Files.setPosixFilePermissions(
                    bin.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private VagrantDriver open() {
        return new VagrantDriver(folder.resolve(".lab"), Map.of("PATH", bin.toString()));
    }

    private void sshEnds(int exit, String words) throws IOException {
        Files.writeString(bin.resolve("words"), words);
        Files.writeString(bin.resolve("end"), "" + exit);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(bin.resolve("calls"));
    }

    @Test
    void theHeapOfTheLabReachesTheMachineBeforeItsDaemonStarts() throws IOException {
        open().launch(TWO, DAEMON);
        var command = Files.readString(bin.resolve("commands"));
        assertThat(command).contains("TURTLED_HEAP=512m").contains(">/etc/turtled/lab.env");
        assertThat(command.indexOf("lab.env")).isLessThan(command.indexOf("systemctl start"));
    }

    @Test
    void vagrantIsNotAskedHowToReachAMachineThatHadItWrittenDownAtItsBoot() throws IOException {
        boot();
        open().launch(TWO, DAEMON);
        assertThat(Files.readString(bin.resolve("ways"))).contains("standin/ssh-config");
        assertThat(bin.resolve("calls")).doesNotExist();
    }

    @Test
    void whatWasWrittenDownOfAMachineThatIsGoneDoesNotCount() throws IOException {
        Files.delete(boot().resolve("id"));
        open().launch(TWO, DAEMON);
        assertThat(Files.readString(bin.resolve("ways"))).contains(".lab/ssh-config");
        assertThat(calls()).containsExactly("ssh-config");
    }

    @Test
    void vagrantIsAskedOnceForAllMachinesThatAreUsedAtTheSameTime() throws IOException {
        var driver = open();
        IntStream.range(0, 4).parallel().forEach(_ -> driver.launch(TWO, DAEMON));
        assertThat(calls()).containsExactly("ssh-config");
    }

    /** The machine's folder, as vagrant and the Vagrantfile leave it. */
    private Path boot() throws IOException {
        var machine = Files.createDirectories(folder.resolve(".vagrant/machines/turtle2/standin"));
        Files.writeString(machine.resolve("id"), "1");
        Files.writeString(machine.resolve("ssh-config"), "Host turtle2\n  HostName 192.0.2.8\n");
        return machine;
    }

    @Test
    void anSshThatDiesInTheMiddleIsToldWithItsLastWordsAndTheCure() throws IOException {
        sshEnds(255, "client_loop: send disconnect: Broken pipe\n");
        assertThatThrownBy(() -> open().launch(TWO, DAEMON))
                .isInstanceOf(MachineLost.class)
                .hasMessageContaining("the machine turtle2")
                .hasMessageContaining("Broken pipe")
                .hasMessageContaining("`labctl up` boots it again");
    }

    @Test
    void aMachineThatWasMadeWithoutTurtledIsCalledThat() throws IOException {
        sshEnds(5, "Failed to start turtled.service: Unit turtled.service not found.\n");
        assertThatThrownBy(() -> open().launch(TWO, DAEMON))
                .isInstanceOf(LabFailure.class)
                .hasMessageContaining("turtle2 has no turtled")
                .hasMessageContaining("bootstrap/install.sh");
    }

    @Test
    void aMachineWithAFullDiskIsToldInItsOwnWords() throws IOException {
        sshEnds(2, "/bin/sh: cannot create /etc/turtled/lab.env: No space left on device\n");
        assertThatThrownBy(() -> open().launch(TWO, DAEMON))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("No space left on device");
    }

    @Test
    void aVagrantWhoseLabctlWasKilledIsEndedBeforeItsMachinesAreRemoved() throws Exception {
        Files.writeString(bin.resolve("slow"), "");
        var making = CompletableFuture.runAsync(() -> open().create(List.of(TWO), _ -> {}));
        awaitMachine();
        open().destroy(List.of(TWO)); // another labctl
        assertThat(calls())
                .containsSubsequence("up --provision turtle2", "ended", "destroy --force turtle2");
        assertThatThrownBy(making::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CommandFailed.class);
        assertThat(open().findsNodes()).isFalse();
        assertThat(folder.resolve(".lab")).isEmptyDirectory();
    }

    private void awaitMachine() throws InterruptedException {
        var id = folder.resolve(".vagrant/machines/turtle2/standin/id");
        assertThat(Deadline.in(LIMIT, Time.system()).await(PAUSE, () -> Files.exists(id))).isTrue();
    }

    @Test
    void aVagrantThatFailsShowsItsLastWords() throws IOException {
        Files.writeString(
                bin.resolve("vagrant"), "#!/bin/sh\necho 'the disk image is full'\nexit 1\n");
        assertThatThrownBy(() -> open().create(List.of(TWO), _ -> {}))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("the disk image is full");
    }
}
