package turtlelab.labctl.ctl.v3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.labctl.client.Patience;
import turtlelab.labctl.ctl.flag.Pflags;

class ConnectionsTest {

    private static Patience patience(String... words) {
        return Connections.of(new Pflags(V3Flags.GLOBAL).parse(List.of(words))).patience();
    }

    @Test
    void aClientIsAsPatientAsItsFlagsSay() {
        assertThat(
                        patience(
                                "--dial-timeout=1s",
                                "--command-timeout=3s",
                                "--keepalive-time=20s",
                                "--keepalive-timeout=500ms"))
                .isEqualTo(
                        new Patience(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(20),
                                Duration.ofMillis(500)));
    }

    @Test
    void withoutFlagsItIsAsPatientAsEtcdctl() {
        assertThat(patience())
                .isEqualTo(
                        new Patience(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(6)));
    }
}
