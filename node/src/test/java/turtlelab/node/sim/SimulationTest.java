package turtlelab.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import turtlelab.node.sim.check.Evidence;
import turtlelab.node.sim.check.Evidence.Fact;

/**
 * Whole clusters, each under one seed. More of them: {@code -Dsim.seeds=N -Dsim.first=K}; the hash
 * over all traces is printed, and is the same wherever the same seeds run.
 */
class SimulationTest {
    private static final long FIRST = Long.getLong("sim.first", 1);
    private static final long SEEDS = Long.getLong("sim.seeds", 1_000);
    private static final int THREADS = 2;
    private static final int ENOUGH_FOR_EVIDENCE = 200;
    private static final Duration PATIENCE = Duration.ofHours(12);

    private final Evidence evidence = new Evidence();
    private final AtomicLong hashes = new AtomicLong();
    private final List<String> failures = new ArrayList<>();

    @Test
    void everySeedKeepsEveryPromise() throws InterruptedException {
        var next = new AtomicLong(FIRST);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                threads.execute(() -> runSeeds(next));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(PATIENCE.toHours(), TimeUnit.HOURS)).isTrue();
        }
        System.out.printf(
                "%d seeds from %d, hash %016x: %s%n", SEEDS, FIRST, hashes.get(), evidence);
        assertThat(failures).isEmpty();
        if (SEEDS >= ENOUGH_FOR_EVIDENCE) {
            for (var fact : Fact.values()) {
                assertThat(evidence.of(fact)).as("times: %s", fact).isPositive();
            }
        }
    }

    @Test
    void aSeedReplaysBitByBit() {
        for (long seed = 1; seed <= 10; seed++) {
            var once = Seeds.run(seed, NodeBugs.NONE, false).hash();
            assertThat(Seeds.run(seed, NodeBugs.NONE, true).hash()).isEqualTo(once);
            assertThat(Seeds.run(seed + 1, NodeBugs.NONE, false).hash()).isNotEqualTo(once);
        }
    }

    private void runSeeds(AtomicLong next) {
        for (long seed; (seed = next.getAndIncrement()) < FIRST + SEEDS; ) {
            var result = Seeds.run(seed, NodeBugs.NONE, false);
            hashes.addAndGet(result.hash());
            synchronized (this) {
                evidence.addAll(result.world().evidence());
                if (result.violation() != null) {
                    failures.add(Seeds.report(seed));
                }
            }
        }
    }
}
