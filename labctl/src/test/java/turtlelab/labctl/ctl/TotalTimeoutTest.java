package turtlelab.labctl.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code --total-timeout} holds for the whole command, however many endpoints are asked. */
class TotalTimeoutTest {

    @Test
    void theWholeIsGivenUpBeforeEveryEndpointHadItsTime() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getByName("127.9.2.1"))) {
            var url = "http://127.9.2.1:" + silent.getLocalPort();
            var endpoints = String.join(",", url, url, url, url);
            var ran =
                    Ran.ours(
                            Map.of(),
                            "--no-sync",
                            "--endpoints",
                            endpoints,
                            "--total-timeout=500ms",
                            "get",
                            "k");
            assertThat(ran.exitCode()).isEqualTo(4);
            assertThat(ran.err()).startsWith("Error:  context deadline exceeded\n");
        }
    }
}
