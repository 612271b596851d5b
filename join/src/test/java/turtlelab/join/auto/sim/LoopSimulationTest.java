package turtlelab.join.auto.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loop among hosts that crash, leaders that change and sizes that make no sense. */
class LoopSimulationTest {
    private static final long RUNS = 1_000;

    @Test
    void noQuorumIsLostAndAllComesRightInAThousandRuns() {
        var killed = new TreeSet<String>();
        for (long seed = 0; seed < RUNS; seed++) {
            killed.addAll(Run.of(seed, Bug.NONE).killed());
        }
        assertThat(killed)
                .as("who was killed, and when")
                .contains(
                        "leader while nominating",
                        "leader while newcomer under way",
                        "leader while promoting",
                        "leader while removing: DEAD",
                        "leader while removing: LEFT",
                        "leader while removing: SURPLUS",
                        "leader while handing over",
                        "follower while nominating",
                        "follower while newcomer under way",
                        "follower while promoting",
                        "follower while removing: DEAD",
                        "follower while removing: LEFT",
                        "follower while removing: SURPLUS",
                        "newcomer while newcomer under way",
                        "newcomer while promoting",
                        "volunteer while nominating",
                        "volunteer while settled");
    }

    @Test
    void aSeedReplays() {
        var once = Run.of(42, Bug.NONE);
        assertThat(Run.of(42, Bug.NONE)).isEqualTo(once);
        assertThat(Run.of(43, Bug.NONE).trace()).isNotEqualTo(once.trace());
        assertThat(once.trace()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsConvicted(Bug bug) {
        var convicted =
                LongStream.range(bug.firstSeed, bug.firstSeed + RUNS)
                        .mapToObj(seed -> verdict(seed, bug))
                        .flatMap(Optional::stream)
                        .findFirst();
        assertThat(convicted).isPresent();
    }

    private static Optional<String> verdict(long seed, Bug bug) {
        try {
            Run.of(seed, bug);
            return Optional.empty();
        } catch (Conviction conviction) {
            return Optional.of(conviction.getMessage());
        }
    }
}
