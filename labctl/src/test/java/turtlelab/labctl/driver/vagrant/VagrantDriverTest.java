package turtlelab.labctl.driver.vagrant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.driver.machine.Unit;

/** What needs no machine; real ones are raised by {@code .ci/nspawn} and {@code .ci/vm}. */
class VagrantDriverTest {

    private static final NodeSpec TWO = new NodeSpec("turtle2", "127.2.32.3", "10.232.7.3");
    private static final String STAT = "417 (java) T 1 417 417 0 -1 4194560" + " 7".repeat(13);
    private static final String CONFIG =
            """
            Host turtle1
              HostName 127.0.0.1
              Port 2222

            Host turtle2
              HostName 192.0.2.7
              User vagrant
            """;

    @TempDir Path state;

    @Test
    void theDaemonIsReadFromTheMachinesOwnWords() {
        assertThat(Unit.parse(STAT + " 99\nVmRSS:\t  2048 kB\n"))
                .contains(new NodeProcess(417, true, 2048 * 1024));
    }

    @Test
    void aMachineWhoseUnitDoesNotRunHasNoDaemon() {
        assertThat(Unit.parse("")).isEmpty();
        assertThat(Unit.parse(STAT + " 99\n")).isEmpty();
    }

    @Test
    void eachHostHasItsOwnWordsInTheConfiguration() {
        assertThat(SshConfig.parse(CONFIG, "turtle2").hostName()).isEqualTo("192.0.2.7");
        assertThat(SshConfig.parse(CONFIG, "turtle1").isForwarded()).isTrue();
        assertThat(SshConfig.parse(CONFIG, "turtle2").isForwarded()).isFalse();
        assertThat(SshConfig.parse(CONFIG, "turtle3").isEmpty()).isTrue();
    }

    @Test
    void aNodeOnANetworkThatThisMachineIsNotOnIsReachedByItsForwardedPort() throws IOException {
        Files.writeString(state.resolve("ssh-config"), CONFIG);
        assertThat(new VagrantDriver(state).reach(TWO, 2379)).isEqualTo("127.0.0.1:23793");
    }

    @Test
    void machinesThatSomebodyElseRaisedAreFound() throws IOException {
        var lab = state.resolve(".lab");
        assertThat(new VagrantDriver(lab).findsNodes()).isFalse();
        var machine = state.resolve(".vagrant/machines/turtle1/libvirt");
        Files.createDirectories(machine);
        Files.writeString(machine.resolve("id"), "1");
        assertThat(new VagrantDriver(lab).findsNodes()).isTrue();
    }
}
