package turtlelab.join.auto.sim;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.auto.Chooser;
import turtlelab.join.auto.Pace;

/** One run: minutes of chaos, then peace, in which everything must come right. */
record Run(List<String> trace, Set<String> killed) {
    private static final long CHAOS = 60_000;

    /** The longest penalty, and some minutes to act. */
    private static final long PEACE = 15 * 60_000;

    private static final long LOOK = 5_000;

    static Run of(long seed, Bug bug) {
        var world = new World(seed, 3 + (int) (seed % 5));
        var size = world.chance.nextInt(1, world.hosts.size() + 1);
        var choosers = Chooser.values();
        var pace =
                new Pace(
                        choosers[Math.floorMod(seed, choosers.length)],
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10));
        world.found(size);
        for (var host : world.hosts) {
            host.up = true;
            var _ = new SimAgent(world, host);
            var _ = new SimLoop(world, host, pace, bug);
        }
        var chaos = new Chaos(world);
        try {
            world.run(CHAOS);
            chaos.end(size);
            for (long rest = PEACE; rest > 0 && !isRight(world, size); rest -= LOOK) {
                world.run(LOOK);
            }
            judge(world, size);
        } catch (Conviction e) {
            throw new Conviction(
                    "seed %d, %s: %s%n%s".formatted(seed, bug, e.getMessage(), last(world.trace)));
        }
        return new Run(world.trace, chaos.killed());
    }

    private static boolean isRight(World world, int size) {
        try {
            judge(world, size);
            return world.phase.equals("settled");
        } catch (Conviction _) {
            return false;
        }
    }

    private static void judge(World world, int size) {
        var voters = world.voters();
        if (voters.count() != size || voters.healthy() != size || world.members.size() != size) {
            throw new Conviction("%d members wanted, but %s".formatted(size, voters));
        }
        var members =
                world.members.values().stream()
                        .map(it -> it.host().name)
                        .collect(Collectors.toSet());
        if (!world.keys.board().nominated().keySet().equals(members)) {
            throw new Conviction("nominated are others than the members " + members);
        }
        if (!world.keys.get(AutoKeys.SIZE).equals("" + size)) {
            throw new Conviction("the size was not taken");
        }
    }

    private static String last(List<String> trace) {
        return String.join("\n", trace.subList(Math.max(0, trace.size() - 25), trace.size()));
    }
}
