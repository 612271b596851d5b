package turtlelab.node.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.node.replica.HandTime;
import turtlelab.node.state.lease.Lease;
import turtlelab.node.state.lease.Leases;
import turtlelab.node.storage.Storage;

class CountdownsTest {
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Leases leases = new Leases(Storage.inMemory().table("leases"));
    private final HandTime time = new HandTime();
    private final Countdowns countdowns = new Countdowns(time, GRACE);

    @Test
    void whatIsDueIsToldAgainUntilItIsRevoked() {
        leases.grant(1, 5);
        countdowns.meet(leases);
        time.pass(Duration.ofSeconds(6));
        assertThat(countdowns.due(10)).containsExactly(1L);
        assertThat(countdowns.due(10)).isEmpty();
        time.pass(GRACE);
        assertThat(countdowns.due(10)).containsExactly(1L);
        leases.revoke(1, _ -> {});
        time.pass(GRACE);
        assertThat(countdowns.due(10)).isEmpty();
    }

    @Test
    void whatEndsFirstIsToldFirst() {
        leases.grant(1, 9);
        leases.grant(2, 5);
        leases.grant(3, 7);
        countdowns.meet(leases);
        time.pass(Duration.ofSeconds(4));
        countdowns.renew(lease(2));
        time.pass(Duration.ofSeconds(60));
        assertThat(countdowns.due(2)).containsExactly(3L, 2L);
        assertThat(countdowns.due(2)).containsExactly(1L);
    }

    @Test
    void anIdThatIsGrantedAgainStartsAgain() {
        leases.grant(1, 5);
        countdowns.meet(leases);
        time.pass(Duration.ofSeconds(4));
        leases.revoke(1, _ -> {});
        leases.grant(1, 5);
        countdowns.meet(leases);
        time.pass(Duration.ofSeconds(4));
        assertThat(countdowns.due(10)).isEmpty();
        assertThat(countdowns.left(lease(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void leasesOfAnotherStateAreMetFromTheBeginning() {
        leases.grant(1, 5);
        countdowns.meet(leases);
        var image = new Leases(Storage.inMemory().table("leases"));
        image.grant(2, 5);
        countdowns.meet(image);
        time.pass(Duration.ofSeconds(6));
        assertThat(countdowns.due(10)).containsExactly(2L);
    }

    @Test
    void whatWasRevokedBeforeItsTimeIsForgotten() {
        for (int id = 1; id <= 10_000; id++) {
            leases.grant(id, Leases.MAX_TTL_SECONDS);
            countdowns.meet(leases);
            leases.revoke(id, _ -> {});
        }
        assertThat(countdowns.size()).isLessThan(2_000);
    }

    @Test
    void aHundredThousandLeasesEndInTheOrderOfTheirTimes() {
        for (int id = 1; id <= 100_000; id++) {
            leases.grant(id, 2 + id % 50);
        }
        countdowns.meet(leases);
        time.pass(Duration.ofSeconds(100));
        List<Long> due = countdowns.due(100_000);
        assertThat(due).hasSize(100_000);
        assertThat(due).isSortedAccordingTo((one, two) -> Long.compare(one % 50, two % 50));
    }

    private Lease lease(long id) {
        return leases.find(id);
    }
}
