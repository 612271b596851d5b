package turtlelab.labctl.driver.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Shell;

/** With real namespaces, on a network that no lab has. */
class NetnsDriverTest {

    private static final NodeSpec ONE = new NodeSpec("turtle1", "127.2.31.2", "10.231.7.2");
    private static final NodeSpec TWO = new NodeSpec("turtle2", "127.2.31.3", "10.231.7.3");

    @TempDir Path state;
    private final Shell here = new LocalShell(Duration.ofSeconds(10));
    private NetnsDriver driver;

    @BeforeEach
    void open() {
        var lacking = Requirements.lacking(System.getenv());
        assumeTrue(lacking.isEmpty(), () -> "skipped: " + lacking.orElse(""));
        driver = new NetnsDriver(state);
    }

    @AfterEach
    void leaveNothing() {
        if (driver != null) {
            driver.destroy(List.of(ONE, TWO));
        }
    }

    private void create(NodeSpec... nodes) {
        driver.create(List.of(nodes), _ -> {});
    }

    private String addressesOf(NodeSpec node) {
        return driver.shell(node).run(Command.of("ip", "-o", "-4", "addr")).out();
    }

    private static List<String> linksOnTheLan() throws SocketException {
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .filter(
                        link ->
                                Collections.list(link.getInetAddresses()).stream()
                                        .anyMatch(it -> it.getHostAddress().startsWith("10.231.7")))
                .map(NetworkInterface::getName)
                .toList();
    }

    private String namespaces() {
        return here.expect(Command.of("ip", "netns", "list"));
    }

    @Test
    void everyNodeHasItsOwnAddressAndThisMachineIsOnTheirNetwork() throws SocketException {
        create(ONE, TWO);
        assertThat(addressesOf(ONE)).contains("10.231.7.2/24").doesNotContain("10.231.7.3");
        assertThat(addressesOf(TWO)).contains("10.231.7.3/24");
        assertThat(linksOnTheLan()).hasSize(1);
    }

    @Test
    void creatingAgainLeavesWhatIsThere() {
        create(ONE);
        driver.shell(ONE).expect(Command.of("ip", "link", "set", "eth0", "mtu", "1234"));
        create(ONE, TWO);
        assertThat(driver.shell(ONE).expect(Command.of("ip", "link"))).contains("mtu 1234");
        assertThat(addressesOf(TWO)).contains("10.231.7.3/24");
    }

    @Test
    void aNamespaceThatWasLeftHalfMadeIsMadeAgain() {
        create(ONE, TWO);
        driver.shell(TWO).expect(Command.of("ip", "link", "del", "eth0"));
        create(ONE, TWO);
        assertThat(addressesOf(TWO)).contains("10.231.7.3/24");
    }

    @Test
    void theLastNodeTakesTheNetworkWithItAndWhatRunsThere() throws SocketException {
        var before = namespaces();
        create(ONE, TWO);
        driver.launch(ONE, Command.of("sleep", "600"));
        driver.destroy(List.of(TWO));
        assertThat(linksOnTheLan()).hasSize(1);
        new NetnsDriver(state).destroy(List.of(ONE));
        assertThat(linksOnTheLan()).isEmpty();
        assertThat(namespaces()).isEqualTo(before);
        assertThat(driver.process(ONE)).isEmpty();
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void aNetworkThatThisMachineIsOnAlreadyIsLeftAlone(@TempDir Path other) {
        create(ONE);
        var second = new NetnsDriver(other);
        assertThatThrownBy(() -> second.create(List.of(TWO), _ -> {}))
                .isInstanceOf(LabFailure.class)
                .hasMessageContaining("is on 10.231.7.0/24 already")
                .hasMessageContaining("lab.yaml");
        second.destroy(List.of(TWO));
    }

    @Test
    void nodesMustBeOnOneNetwork() {
        var far = new NodeSpec("turtle3", "127.2.31.4", "10.231.8.4");
        assertThatThrownBy(() -> create(ONE, far))
                .hasMessageContaining("turtle3: vm address 10.231.8.4 is not on the network");
    }
}
