package turtlelab.node.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import turtlelab.node.sim.Plan.Aftermath;
import turtlelab.node.sim.check.Evidence;
import turtlelab.node.sim.check.Ledger;
import turtlelab.node.sim.check.Scheduler;
import turtlelab.node.sim.check.Trace;
import turtlelab.node.sim.check.Violation;
import turtlelab.node.sim.check.Violation.Promise;
import turtlelab.node.sim.check.World;

/**
 * One seed's run: first anything may happen and nothing wrong may; then a quorum is healed, and
 * within a bounded time everything must work again.
 */
final class Simulation {
    private static final long MILLI = Scheduler.MILLI;
    private static final long STEP = 20 * MILLI;
    private static final long HEALING = 15_000 * MILLI;
    private static final long WATCHED = 3_000 * MILLI;

    private final Plan plan;
    private final World world;
    private final Cluster cluster;
    private final Faults faults;
    private final Operator operator;

    Simulation(Plan plan, NodeBugs bugs, SplittableRandom chance, boolean inWords) {
        this.plan = plan;
        var scheduler = new Scheduler();
        var evidence = new Evidence();
        var ledger = new Ledger(evidence);
        this.world = new World(scheduler, new Trace(scheduler, inWords), evidence, ledger);
        this.cluster = new Cluster(world, chance.split(), bugs);
        this.faults = new Faults(cluster, world, chance.split(), plan);
        this.operator = new Operator(cluster, world, chance.split(), plan.operatorEvery());
    }

    /**
     * @throws Violation when a promise is broken
     */
    void run() {
        cluster.begin(plan.founders());
        cluster.clients().start();
        faults.start();
        if (plan.operatorEvery() > 0) {
            operator.start();
        }
        world.scheduler().runUntil(plan.safety());
        heal();
        aftermath();
    }

    /** How each node stands, for people. */
    List<String> describe() {
        return cluster.nodes().stream().map(SimulatedNode::describe).toList();
    }

    World world() {
        return world;
    }

    private void heal() {
        world.trace().event("from here on everything is healed");
        faults.end();
        operator.rest();
        await("the operator's errand to be done", operator::idle);
        cluster.clients().stop();
        awaitService(members());
    }

    private void aftermath() {
        var healthy = members();
        var leader = cluster.leaderOr(healthy.getFirst());
        var others = new ArrayList<>(healthy);
        switch (plan.aftermath()) {
            case ALL_HEALED -> {}
            case DEAF_LEADER -> {
                others.remove(leader);
                others.forEach(from -> cluster.network().cut(from.number(), leader.number()));
            }
            case BRIDGE -> {
                var odd = others.getFirst() == leader ? others.getLast() : others.getFirst();
                others.remove(odd);
                cluster.network().cut(odd.number(), leader.number());
                cluster.network().cut(leader.number(), odd.number());
            }
        }
        if (plan.aftermath() != Aftermath.DEAF_LEADER) {
            checkLeaderStays();
        }
        awaitService(others);
        checkLeaderStays();
    }

    /** Whoever belongs to the cluster now and has its disk. */
    private List<SimulatedNode> members() {
        var membership = world.ledger().membership();
        return cluster.nodes().stream()
                .filter(node -> membership.contains(node.id()) && !node.lost())
                .toList();
    }

    /** Each of these nodes must take a write and a read, and get to know everything. */
    private void awaitService(List<SimulatedNode> nodes) {
        for (var node : nodes) {
            new Probe(node).await();
        }
        var newest = cluster.clients().newest();
        for (var node : nodes) {
            await(
                    "n%d to apply %d".formatted(node.number(), newest),
                    () -> node.applied() >= newest);
        }
    }

    private void checkLeaderStays() {
        var before = world.ledger().leadersSoFar();
        world.scheduler().runUntil(world.scheduler().nanos() + WATCHED);
        if (world.ledger().leadersSoFar() > before) {
            throw new Violation(
                    Promise.STABLE_LEADER,
                    "another leader though the old one is heard by a quorum");
        }
    }

    private void await(String what, BooleanSupplier done) {
        var deadline = world.scheduler().nanos() + HEALING;
        while (!done.getAsBoolean()) {
            if (world.scheduler().nanos() > deadline) {
                throw new Violation(Promise.LIVENESS, "waited in vain for " + what);
            }
            world.scheduler().runUntil(world.scheduler().nanos() + STEP);
        }
    }

    /** Asks again and again until it was answered. */
    private final class Probe {
        private final SimulatedNode node;
        private final long floor = cluster.clients().answers();
        private boolean asking;
        private int steps;

        Probe(SimulatedNode node) {
            this.node = node;
        }

        void await() {
            Simulation.this.await("a write at n%d".formatted(node.number()), this::written);
            Simulation.this.await("a read at n%d".formatted(node.number()), this::read);
        }

        private boolean written() {
            if (mayAsk() && !answered(1)) {
                asking = true;
                cluster.clients().write(node, () -> asking = false);
            }
            return answered(1);
        }

        private boolean read() {
            if (mayAsk() && !answered(2)) {
                asking = true;
                cluster.clients().read(node, () -> asking = false);
            }
            return answered(2);
        }

        private boolean mayAsk() {
            return !asking && ++steps % 10 == 0;
        }

        private boolean answered(int times) {
            return cluster.clients().answers() - floor >= times;
        }
    }
}
