package turtlelab.labctl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.stage.TestLabs;

class LabTest {

    private final Lab three = TestLabs.threeTurtles(4);

    @Test
    void moreNodesGoOnAfterTheLast() {
        assertThat(three.withNodes(5).nodes().getLast())
                .isEqualTo(new NodeSpec("turtle5", "127.2.4.6", "10.0.0.6"));
    }

    @Test
    void fewerNodesAreTheFirstOnes() {
        assertThat(three.withNodes(1).names()).isEqualTo("turtle1");
    }

    @Test
    void aQuorumIsMoreThanHalf() {
        assertThat(three.withNodes(1).quorum()).isEqualTo(1);
        assertThat(three.quorum()).isEqualTo(2);
        assertThat(three.withNodes(4).quorum()).isEqualTo(3);
        assertThat(three.withNodes(5).quorum()).isEqualTo(3);
    }

    @Test
    void machinesMoveToAnotherNetworkAndKeepTheirLastNumbers() {
        var moved = TestLabs.threeTurtles(1).onNetwork("192.168.56");
        assertThat(moved.nodes())
                .extracting(NodeSpec::vm)
                .containsExactly("192.168.56.2", "192.168.56.3", "192.168.56.4");
        assertThat(moved.nodes().getFirst().local()).isEqualTo("127.2.1.2");
    }
}
