package turtlelab.labctl.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import turtlelab.join.srv.Dns;
import turtlelab.join.srv.SrvTarget;
import turtlelab.labctl.dns.AwaitRecords.Observer;
import turtlelab.labctl.dns.AwaitRecords.Patience;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.stage.HandTime;

/** Waiting for DNS, in time that passes only while somebody waits. */
class AwaitRecordsTest {
    private static final Duration TTL = Duration.ofSeconds(5);
    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(10), TTL);

    private final HandTime time = new HandTime();
    private final List<String> told = new ArrayList<>();

    /** DNS as it is for somebody to whom the second node shows itself so late. */
    private Observer observer(String name, Duration late) {
        return new Observer(
                name,
                new Dns() {
                    @Override
                    public List<SrvTarget> targets(String service, String domain) {
                        var one = new SrvTarget(0, 0, 2380, "n1.lab.test");
                        var two = new SrvTarget(0, 0, 2380, "n2.lab.test");
                        return time.nanos() < late.toNanos() ? List.of(one) : List.of(one, two);
                    }

                    @Override
                    public Optional<Duration> missRemembered(String domain) {
                        return Optional.empty();
                    }

                    @Override
                    public List<String> addresses(String host) {
                        return List.of("127.0.0.2");
                    }
                });
    }

    private void await(Observer... observers) throws InterruptedException {
        new AwaitRecords("lab.test", 2, time).run(List.of(observers), PATIENCE, told::add);
    }

    @Test
    void aChangeIsSeenWithinOneTtl() throws InterruptedException {
        for (int millis = 30_000; millis < 40_000; millis += 700) {
            var late = Duration.ofMillis(time.nanos() / 1_000_000 + millis);
            await(observer("n1", late));
            assertThat(Duration.ofNanos(time.nanos()).minus(late)).isBetween(Duration.ZERO, TTL);
        }
    }

    @Test
    void theLastOfAllObserversCountsAndWhatItLacksIsToldOnce() throws InterruptedException {
        await(observer("n1", Duration.ZERO), observer("n2", Duration.ofSeconds(20)));
        assertThat(Duration.ofNanos(time.nanos())).isEqualTo(Duration.ofSeconds(20));
        assertThat(told)
                .containsExactly(
                        "n2 sees 1 of 2 targets of _etcd-server._tcp.lab.test (n1.lab.test)",
                        "n2 sees 1 of 2 targets of _etcd-client._tcp.lab.test (n1.lab.test)");
    }

    @Test
    void whatAllOfThemLackIsToldOnce() throws InterruptedException {
        var late = Duration.ofSeconds(20);
        await(observer("n1", late), observer("n2", late), observer("n3", Duration.ZERO));
        assertThat(told)
                .containsExactly(
                        "n1, n2 see 1 of 2 targets of _etcd-server._tcp.lab.test (n1.lab.test)",
                        "n1, n2 see 1 of 2 targets of _etcd-client._tcp.lab.test (n1.lab.test)");
    }

    @Test
    void recordsOfSomebodyWhoIsGoneAreNamedWithTheCure() {
        var one = new AwaitRecords("lab.test", 1, time);
        assertThat(one.missing(observer("n1", Duration.ZERO)))
                .containsExactly(
                        "n1 sees 2 of 1 targets of _etcd-server._tcp.lab.test (n1.lab.test,"
                                + " n2.lab.test): `labctl dns rm` those that are gone",
                        "n1 sees 2 of 1 targets of _etcd-client._tcp.lab.test (n1.lab.test,"
                                + " n2.lab.test): `labctl dns rm` those that are gone");
    }

    @Test
    void theEndOfPatienceTellsWhatIsMissing() {
        assertThatThrownBy(() -> await(observer("n1", Duration.ofDays(1))))
                .isInstanceOf(LabFailure.class)
                .hasMessageContaining("DNS is not ready after 600 s")
                .hasMessageContaining("n1 sees 1 of 2 targets");
    }
}
