package turtlelab.labctl.driver;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSpecTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "Turtle", "1st", "a b", "../up", "a_b"})
    void aNameThatCannotBeAHostNameIsRefused(String name) {
        assertThatThrownBy(() -> new NodeSpec(name, "127.0.0.1", "10.1.1.1"))
                .hasMessageContaining("node name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0", "127.0.0.256", "127.0.0.x", "localhost", "127.0.0.1.1"})
    void whatIsNoAddressIsRefused(String address) {
        assertThatThrownBy(() -> new NodeSpec("turtle1", address, "10.1.1.1"))
                .hasMessageContaining("'" + address + "' is not an IPv4 address");
    }

    @Test
    void aLocalAddressMustBeLoopback() {
        assertThatThrownBy(() -> new NodeSpec("turtle1", "10.1.1.1", "10.1.1.1"))
                .hasMessageContaining("loopback");
    }
}
