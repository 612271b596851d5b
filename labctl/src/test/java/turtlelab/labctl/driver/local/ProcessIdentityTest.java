package turtlelab.labctl.driver.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import turtlelab.labctl.driver.local.ProcessIdentity.Stat;

class ProcessIdentityTest {

    private static final String REST =
            " 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 9 0 777123 1000 50";

    @Test
    void theStartTimeIsField22() {
        assertThat(ProcessIdentity.parse("42 (etcd) S" + REST))
                .contains(new Stat(new ProcessIdentity(42, 777_123), 'S'));
    }

    @Test
    void aCommandNameMayHoldSpacesAndParentheses() {
        assertThat(ProcessIdentity.parse("42 (a) R 1 (b)) T" + REST))
                .contains(new Stat(new ProcessIdentity(42, 777_123), 'T'));
    }

    @Test
    void aCutLineIsNoProcess() {
        assertThat(ProcessIdentity.parse("42 (etcd) S 1 42")).isEmpty();
        assertThat(ProcessIdentity.parse("")).isEmpty();
        assertThat(ProcessIdentity.parse("x (etcd) S" + REST)).isEmpty();
    }

    @Test
    void aZombieIsNotAlive() {
        assertThat(ProcessIdentity.parse("42 (etcd) Z" + REST).orElseThrow().isAlive()).isFalse();
    }
}
