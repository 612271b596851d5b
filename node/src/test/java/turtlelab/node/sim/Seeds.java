package turtlelab.node.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import turtlelab.node.sim.check.Violation;
import turtlelab.node.sim.check.World;

/** Runs seeds, and says in words what happened in one. */
public final class Seeds {
    private Seeds() {}

    /** One seed's plan and all its chances come from this number and nothing else. */
    public static Result run(long seed, NodeBugs bugs, boolean inWords) {
        var chance = new SplittableRandom(seed);
        return run(Plan.of(chance), chance, bugs, inWords);
    }

    /** A run by a plan; the chances go on where the plan was drawn. */
    public static Result run(Plan plan, SplittableRandom chance, NodeBugs bugs, boolean inWords) {
        var simulation = new Simulation(plan, bugs, chance, inWords);
        Violation violation = null;
        try {
            simulation.run();
        } catch (Violation e) {
            violation = e;
        }
        return new Result(simulation.world(), simulation.describe(), violation);
    }

    /** Runs a seed once more and tells what led to its end. */
    public static String report(long seed) {
        var result = run(seed, NodeBugs.NONE, true);
        var lines = new ArrayList<>(result.world().trace().words());
        lines.addAll(result.nodes());
        lines.add("seed " + seed + ": " + result.violation());
        lines.add(
                "repeat: ./mvnw -pl node test -Dtest=SimulationTest -Dsim.first=%d -Dsim.seeds=1"
                        .formatted(seed));
        return "\n" + String.join("\n", lines) + "\n";
    }

    /** How a run ended. */
    public record Result(World world, List<String> nodes, @Nullable Violation violation) {
        long hash() {
            return world.trace().hash();
        }
    }
}
