package turtlelab.join.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import turtlelab.join.base.HandClock;

/** A dry run changes nothing, and says what a join in earnest then does and prints. */
class DryRunTest {
    private static final int NET = 8;

    private final FakeSource source = new FakeSource();
    private final HandClock clock = new HandClock();
    private final Journal journal = new Journal();
    private FakeCluster cluster = new FakeCluster(NET, 0);
    private int clusterSize = JoinRequest.SIZE_OF_URL;
    private Optional<Long> stored = Optional.empty();

    @AfterEach
    void end() {
        cluster.close();
    }

    private void founded(int size) {
        cluster = new FakeCluster(NET, size);
        source.size = OptionalInt.of(size);
        for (int i = 1; i <= size; i++) {
            source.with(cluster.peer(i));
        }
    }

    private JoinResult join(int number, String name, Strategy strategy, boolean dry)
            throws InterruptedException {
        var urls = List.of(cluster.peer(number));
        var limits =
                new JoinRequest.Limits(
                        clusterSize, 2379, Duration.ofSeconds(30), Duration.ofSeconds(2));
        var request =
                new JoinRequest(
                        new JoinRequest.Own(name, urls, stored.isEmpty(), stored),
                        new JoinRequest.Manner(strategy, true, dry),
                        limits);
        return new Joiner(source, request, clock, journal).run();
    }

    /** Without the identity, which nobody knows before the entry is made. */
    private static Object printed(JoinResult result) {
        return result instanceof JoinResult.Join(var _, var urls, var members, var learner)
                ? List.of(urls, members, learner)
                : result;
    }

    private void assertTellsWhatWillBe(int number, Strategy strategy) throws InterruptedException {
        var dry = join(number, "n" + number, strategy, true);
        assertThat(cluster.changes).isEmpty();
        assertThat(source.notes).isEmpty();
        var earnest = join(number, "n" + number, strategy, false);
        assertThat(printed(dry)).isEqualTo(printed(earnest));
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aNewcomerFindsRoom(Strategy strategy) throws InterruptedException {
        founded(3);
        clusterSize = 5;
        assertTellsWhatWillBe(4, strategy);
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aFullClusterIsFullInADryRunToo(Strategy strategy) throws InterruptedException {
        founded(3);
        assertTellsWhatWillBe(4, strategy);
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void oneOfThreeIsDead(Strategy strategy) throws InterruptedException {
        founded(3);
        cluster.kill(2);
        assertTellsWhatWillBe(4, strategy);
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void threeOfSevenAreDead(Strategy strategy) throws InterruptedException {
        founded(7);
        cluster.kill(2);
        cluster.kill(4);
        cluster.kill(6);
        assertTellsWhatWillBe(8, strategy);
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aWipedNodeComesBack(Strategy strategy) throws InterruptedException {
        founded(3);
        cluster.kill(3);
        assertTellsWhatWillBe(3, strategy);
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void whoHasMovedComesBackWithItsData(Strategy strategy) throws InterruptedException {
        founded(3);
        cluster.kill(2);
        stored = Optional.of(cluster.named("n2").id());
        var dry = join(9, "n2", strategy, true);
        assertThat(cluster.changes).isEmpty();
        assertThat(printed(dry)).isEqualTo(printed(join(9, "n2", strategy, false)));
    }

    @Test
    void whatWouldBeDoneIsToldAsSuch() throws InterruptedException {
        founded(3);
        cluster.kill(2);
        join(4, "n4", Strategy.REPLACE, true);
        assertThat(journal.lines())
                .contains("would remove the dead member n2", "would add n4=" + cluster.peer(4));
    }
}
