package turtlelab.node.sim;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Runs seeds, and says in words what happened in one. */
final class Seeds {
    private Seeds() {}

    /** One seed's plan and all its chances come from this number and nothing else. */
    static Result run(long seed, NodeBugs bugs, boolean inWords) {
        var chance = new SplittableRandom(seed);
        return run(Plan.of(chance), chance, bugs, inWords);
    }

    static Result run(Plan plan, SplittableRandom chance, NodeBugs bugs, boolean inWords) {
        var simulation = new Simulation(plan, bugs, chance, inWords);
        Violation violation = null;
        try {
            simulation.run();
        } catch (Violation e) {
            violation = e;
        }
        return new Result(simulation.world(), simulation.describe(), violation);
    }

    /** How a run ended. */
    record Result(World world, List<String> nodes, @Nullable Violation violation) {
        long hash() {
            return world.trace().hash();
        }
    }
}
