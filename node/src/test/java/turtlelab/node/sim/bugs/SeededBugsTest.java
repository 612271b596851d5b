package turtlelab.node.sim.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import turtlelab.node.base.Time;
import turtlelab.node.sim.check.Violation.Promise;

/** The simulator must convict every seeded bug, and of a promise that this bug breaks. */
class SeededBugsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<SeededBug, Conviction> CONVICTIONS = new ConcurrentSkipListMap<>();

    private record Conviction(long seeds, double seconds, Promise promise) {}

    @ParameterizedTest
    @EnumSource
    void isConvicted(SeededBug bug) {
        var start = Time.SYSTEM.nanos();
        var deadline = Time.SYSTEM.deadline(PATIENCE);
        for (long seed = 1; !Time.SYSTEM.isPast(deadline); seed++) {
            var violation = bug.run(seed).violation();
            if (violation != null) {
                assertThat(bug.broken()).as(violation.getMessage()).contains(violation.promise());
                var seconds = (Time.SYSTEM.nanos() - start) / 1e9;
                CONVICTIONS.put(bug, new Conviction(seed, seconds, violation.promise()));
                return;
            }
        }
        throw new AssertionError(bug + " was not convicted within " + PATIENCE);
    }

    @AfterAll
    static void printTable() {
        System.out.println("| bug | seeds | seconds | broken promise |\n| --- | --- | --- | --- |");
        CONVICTIONS.forEach(
                (bug, conviction) ->
                        System.out.printf(
                                "| %s | %d | %.1f | %s |%n",
                                words(bug),
                                conviction.seeds,
                                conviction.seconds,
                                words(conviction.promise)));
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
