package turtlelab.node.app.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpPracticeTest {
    /** On a busy machine the node is asked before it listens. */
    @Test
    void aNodeThatDoesNotListenYetIsNotHealthyYet() throws Exception {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        var url = "http://127.0.0.1:" + port;
        try (var practice = new HttpPractice(List.of(url))) {
            assertThat(practice.isHealthy(url)).isFalse();
        }
    }
}
