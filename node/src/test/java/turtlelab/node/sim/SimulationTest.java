package turtlelab.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final long FIRST = Long.getLong("sim.first", 1);
    private static final long SEEDS = Long.getLong("sim.seeds", 500);

    @Test
    void manySeeds() {
        var all = new Evidence();
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            var result = Seeds.run(seed, NodeBugs.NONE, SEEDS == 1);
            if (result.violation() != null) {
                result.world().trace().words().forEach(System.out::println);
                System.out.println("seed " + seed + ": " + result.violation());
                result.nodes().forEach(System.out::println);
                if (SEEDS==1) result.violation().printStackTrace(System.out);
                if (Boolean.getBoolean("sim.stop")) return;
            }
            all.addAll(result.world().evidence());
        }
        System.out.println(all);
        assertThat(all.of(Evidence.Fact.LEADERS)).isPositive();
    }
}
