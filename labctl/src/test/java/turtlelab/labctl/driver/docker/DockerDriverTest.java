package turtlelab.labctl.driver.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.driver.NodeProcess;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.LabFailure;

/**
 * With a stand-in for podman; real containers are for the features, {@code -Dlab.driver=docker}.
 */
class DockerDriverTest {

    private static final NodeSpec A = new NodeSpec("node-a", "127.0.10.11", "10.10.10.11");
    private static final NodeSpec B = new NodeSpec("node-b", "127.0.10.12", "10.10.10.12");

    @TempDir Path bin;
    @TempDir Path folder;
    private DockerDriver driver;

    @BeforeEach
    void standIn() throws IOException {
        try (var script = DockerDriverTest.class.getResourceAsStream("podman")) {
            var podman = bin.resolve("podman");
            Files.copy(script, podman);
            Files.setPosixFilePermissions(podman, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(bin.resolve("image"), "");
        driver = open();
    }

    private DockerDriver open() {
        return new DockerDriver(folder.resolve(".lab"), Map.of("PATH", bin.toString()));
    }

    private void create(NodeSpec... nodes) {
        driver.create(List.of(nodes), _ -> {});
    }

    private List<String> calls(String verb) throws IOException {
        return Files.readAllLines(bin.resolve("calls")).stream()
                .filter(call -> call.startsWith(verb))
                .toList();
    }

    @Test
    void everyNodeIsAContainerWithItsAddressAndItsFolder() throws IOException {
        create(A, B);
        assertThat(calls("network create"))
                .singleElement()
                .asString()
                .endsWith("--subnet 10.10.10.0/24 etcdnet");
        assertThat(calls("create")).hasSize(2);
        assertThat(calls("create").getLast())
                .contains("--hostname node-b --network etcdnet --ip 10.10.10.12")
                .contains("/.lab/node-b:")
                .endsWith("exec turtled --env-file " + driver.place(B).conf());
        assertThat(driver.place(B).conf().getParent()).isDirectory();
    }

    @Test
    void creatingAgainLeavesWhatIsThere() throws IOException {
        create(A);
        create(A, B);
        assertThat(calls("create")).hasSize(2);
        assertThat(calls("network create")).hasSize(1);
    }

    @Test
    void theDaemonIsTheContainersProcess() {
        create(A);
        assertThat(driver.process(A)).isEmpty();
        driver.launch(A, Command.of("turtled"));
        assertThat(driver.process(A))
                .hasValueSatisfying(
                        it -> {
                            assertThat(it.pid()).isEqualTo(4711);
                            assertThat(it.paused()).isFalse();
                        });
        driver.signal(A, driver.process(A).orElseThrow(), "STOP");
        assertThat(driver.process(A)).hasValueSatisfying(it -> assertThat(it.paused()).isTrue());
    }

    @Test
    void theHeapOfTheLabReachesTheContainerWheneverItStarts() throws IOException {
        create(A);
        driver.launch(A, Command.of("turtled").with(Map.of("TURTLED_HEAP", "512m")));
        var environment = driver.place(A).conf().resolveSibling("lab.env");
        assertThat(environment).hasContent("TURTLED_HEAP=512m");
        assertThat(calls("create")).singleElement().asString().contains(". " + environment);
    }

    @Test
    void aFrozenContainerIsThawedToHearThatItIsKilled() throws IOException {
        create(A);
        driver.launch(A, Command.of("turtled"));
        driver.signal(A, new NodeProcess(4711, true, 0), "KILL");
        assertThat(calls("kill --signal KILL")).hasSize(1);
        assertThat(calls("unpause")).hasSize(1);
        assertThat(driver.process(A)).isEmpty();
    }

    @Test
    void aContainerThatIsNotFrozenGoesOnAsItDid() {
        create(A);
        driver.launch(A, Command.of("turtled"));
        var running = driver.process(A).orElseThrow();
        assertThat(driver.signal(A, running, "CONT").succeeded()).isTrue();
        assertThat(driver.process(A)).contains(running);
    }

    @Test
    void theLastNodeTakesTheNetworkWithItAlsoForALabctlThatMadeNothing() throws IOException {
        create(A, B);
        driver.destroy(List.of(A));
        assertThat(bin.resolve("network.etcdnet")).exists();
        open().destroy(List.of(A, B));
        assertThat(bin.resolve("network.etcdnet")).doesNotExist();
        assertThat(calls("rm --force")).hasSize(2);
        assertThat(folder.resolve(".lab")).isEmptyDirectory();
    }

    @Test
    void theNetworkOfAnotherLabIsLeftAlone() throws IOException {
        Files.writeString(bin.resolve("network.etcdnet"), "/somewhere/else/.lab\n");
        assertThatThrownBy(() -> create(A))
                .isInstanceOf(LabFailure.class)
                .hasMessageContaining("/somewhere/else/.lab")
                .hasMessageContaining("take that lab down");
        driver.destroy(List.of(A));
        assertThat(bin.resolve("network.etcdnet")).exists();
    }

    @Test
    void withoutTheImageItIsSaidWhatMakesIt() throws IOException {
        Files.delete(bin.resolve("image"));
        assertThatThrownBy(() -> create(A)).hasMessageContaining("packaging/container");
        assertThat(calls("network create")).isEmpty();
    }

    @Test
    void nodesMustBeOnOneNetworkAndNotOnItsGateway() {
        var far = new NodeSpec("node-c", "127.0.10.13", "10.10.11.13");
        assertThatThrownBy(() -> create(A, far)).hasMessageContaining("is not on the network");
        var gateway = new NodeSpec("node-c", "127.0.10.13", "10.10.10.1");
        assertThatThrownBy(() -> create(gateway)).hasMessageContaining("gateway");
    }

    @Test
    void aMachineWithoutDockerAndPodmanIsToldWhatToDo() {
        assertThat(DockerDriver.lacking(Map.of("PATH", folder.toString())))
                .hasValueSatisfying(it -> assertThat(it).contains("--driver local"));
        assertThat(DockerDriver.lacking(Map.of("PATH", bin.toString()))).isEmpty();
    }
}
