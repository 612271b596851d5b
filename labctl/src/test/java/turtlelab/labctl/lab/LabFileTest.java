package turtlelab.labctl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.LabFailure;

class LabFileTest {

    private static final String NODES =
            """
            nodes:
              - { name: turtle1, local: 127.2.3.2, vm: 10.0.0.2 }
              - { name: turtle2, local: 127.2.3.3, vm: 10.0.0.3 }
            """;

    @Test
    void whatIsLeftOutHasADefault() {
        var lab = LabFile.parse("lab.yaml", NODES);
        assertThat(lab.driver()).isEqualTo("local");
        assertThat(lab.engine()).isEqualTo(Engine.TURTLED);
        assertThat(lab.ports()).isEqualTo(new Ports(2379, 2380));
        assertThat(lab.nodes().getLast())
                .isEqualTo(new NodeSpec("turtle2", "127.2.3.3", "10.0.0.3"));
    }

    @Test
    void theProjectsOwnFileDescribesThreeTurtles() {
        var lab = LabFile.read(Programs.home().orElseThrow().resolve(LabFile.NAME));
        assertThat(lab.nodes())
                .extracting(NodeSpec::vm)
                .containsExactly("10.0.0.2", "10.0.0.3", "10.0.0.4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    engin: etcd                        | lab.yaml:1: unknown key 'engin'
                    engine: zookeeper                  | lab.yaml:1: engine: 'zookeeper' will not do
                    ports: { client: 70000, peer: 1 }  | lab.yaml:1: ports: client port 70000
                    ports: { client: x, peer: 1 }      | lab.yaml:1: ports.client: 'x' will not do
                    ports: { client: 80, peer: 80 }    | lab.yaml:1: ports: client and peer port
                    heap: lots                         | lab.yaml: heap: 'lots' is not a size
                    driver: [                          | lab.yaml:
                    """)
    void whatIsWrongIsToldWithItsLineAndKey(String line, String message) {
        assertThatThrownBy(() -> LabFile.parse("lab.yaml", line + "\n" + NODES))
                .isInstanceOf(LabFailure.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void anUnknownKeyOfANodeIsToldWithItsLine() {
        var odd = NODES.replace("vm: 10.0.0.3", "vm: 10.0.0.3, driver: netns");
        assertThatThrownBy(() -> LabFile.parse("lab.yaml", odd))
                .hasMessageStartingWith("lab.yaml:3: unknown key 'nodes[1].driver'; known here:");
    }

    @Test
    void aWrongNodeIsToldWithItsLine() {
        assertThatThrownBy(() -> LabFile.parse("lab.yaml", NODES.replace("127.2.3.3", "127.2.3")))
                .hasMessageStartingWith("lab.yaml:3: nodes[1]: node turtle2: '127.2.3' is not");
    }

    @Test
    void twoNodesOfOneNameAreRefused() {
        assertThatThrownBy(() -> LabFile.parse("lab.yaml", NODES.replace("turtle2", "turtle1")))
                .hasMessageContaining("two nodes have the name 'turtle1'");
    }

    @Test
    void twoNodesOfOneAddressAreRefused() {
        assertThatThrownBy(() -> LabFile.parse("lab.yaml", NODES.replace("10.0.0.3", "10.0.0.2")))
                .hasMessageContaining("two nodes have the vm address '10.0.0.2'");
        assertThatThrownBy(() -> LabFile.parse("lab.yaml", NODES.replace("127.2.3.3", "127.2.3.2")))
                .hasMessageContaining("two nodes have the local address '127.2.3.2'");
    }

    @Test
    void aMissingFileSaysHowToNameOne() {
        assertThatThrownBy(() -> LabFile.read(Path.of("/nowhere/lab.yaml")))
                .hasMessageContaining("--lab FILE");
    }
}
