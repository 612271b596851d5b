package turtlelab.labctl.driver.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import turtlelab.labctl.driver.local.ProcessIdentity.Stat;

class ProcessIdentityTest {

    private static final String REST = rest(9);

    private static String rest(int threads) {
        return " 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 " + threads + " 0 777123 1000 50";
    }

    @Test
    void theStartTimeIsField22() {
        assertThat(ProcessIdentity.parse("42 (etcd) S" + REST))
                .contains(new Stat(new ProcessIdentity(42, 777_123), 'S', 9));
    }

    @Test
    void aCommandNameMayHoldSpacesAndParentheses() {
        assertThat(ProcessIdentity.parse("42 (a) R 1 (b)) T" + REST))
                .contains(new Stat(new ProcessIdentity(42, 777_123), 'T', 9));
    }

    @Test
    void aCutLineIsNoProcess() {
        assertThat(ProcessIdentity.parse("42 (etcd) S 1 42")).isEmpty();
        assertThat(ProcessIdentity.parse("")).isEmpty();
        assertThat(ProcessIdentity.parse("x (etcd) S" + REST)).isEmpty();
    }

    @Test
    void aZombieIsNotAlive() {
        assertThat(isAlive("42 (etcd) Z" + rest(1))).isFalse();
        assertThat(isAlive("42 (etcd) X" + rest(0))).isFalse();
    }

    /** A killed daemon of many threads holds its ports until the last of them has ended. */
    @Test
    void whereOnlyTheFirstThreadHasEndedTheProcessIsAlive() {
        assertThat(isAlive("42 (etcd) Z" + rest(2))).isTrue();
    }

    private static boolean isAlive(String line) {
        return ProcessIdentity.parse(line).orElseThrow().isAlive();
    }
}
