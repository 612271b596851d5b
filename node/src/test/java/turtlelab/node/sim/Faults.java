package turtlelab.node.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import turtlelab.node.sim.SimulatedNetwork.Weather;
import turtlelab.node.sim.check.Evidence.Fact;
import turtlelab.node.sim.check.World;

/**
 * Does to the cluster what may be done to it: everything but destroying what a quorum remembers.
 */
final class Faults {
    private final Cluster cluster;
    private final World world;
    private final SplittableRandom chance;
    private final Plan plan;
    private boolean raging = true;

    Faults(Cluster cluster, World world, SplittableRandom chance, Plan plan) {
        this.cluster = cluster;
        this.world = world;
        this.chance = chance;
        this.plan = plan;
    }

    void start() {
        changeWeather();
        next();
    }

    /** Everything that can be mended is, in one moment. */
    void end() {
        raging = false;
        cluster.network().heal();
        cluster.network().setWeather(Weather.FAIR);
        for (var node : cluster.nodes()) {
            node.setDiskSlowness(1);
            node.resume();
            node.startIfDown();
        }
    }

    private void next() {
        var pause = chance.nextLong(2 * plan.faultEvery()) + 1;
        world.scheduler()
                .after(
                        pause,
                        () -> {
                            if (raging) {
                                strike();
                                next();
                            }
                        });
    }

    private void strike() {
        if (plan.leadersFall() && chance.nextInt(5) > 0) {
            strikeLeader();
            return;
        }
        switch (chance.nextInt(16)) {
            case 0 -> crash(any());
            case 1, 2 -> any().losePowerInNextWrite();
            case 3 -> cluster.nodes().forEach(this::crash);
            case 4, 5 -> pause(any());
            case 6, 7, 8 -> partition();
            case 9 -> cutOneWay();
            case 10 -> clog();
            case 11 -> changeWeather();
            case 12 -> slowDisk(any());
            case 13 -> any().failNextSync();
            case 14 -> cluster.transfer(chance);
            default -> crash(cluster.leaderOr(any()));
        }
    }

    private void strikeLeader() {
        var leader = cluster.leaderOr(any());
        if (chance.nextBoolean()) {
            crash(leader);
        } else {
            cluster.network().heal();
            isolate(leader, cluster.nodes());
            healLater();
        }
    }

    private SimulatedNode any() {
        var nodes = cluster.nodes();
        return nodes.get(chance.nextInt(nodes.size()));
    }

    private void crash(SimulatedNode node) {
        if (!node.up()) {
            return;
        }
        node.crash(chance.nextInt(4) > 0, chance);
        world.scheduler().after(soon(plan.longestDown()), node::startIfDown);
    }

    private void pause(SimulatedNode node) {
        node.pause();
        world.evidence().count(Fact.PAUSES);
        world.scheduler().after(soon(plan.longestPause()), node::resume);
    }

    private void partition() {
        cluster.network().heal();
        world.evidence().count(Fact.PARTITIONS);
        var nodes = new ArrayList<>(cluster.nodes());
        switch (chance.nextInt(4)) {
            case 0 -> isolate(cluster.leaderOr(any()), nodes);
            case 1 -> isolate(any(), nodes);
            case 2 -> halves(nodes, chance.nextBoolean());
            default -> ring(nodes);
        }
        healLater();
    }

    private void isolate(SimulatedNode one, List<SimulatedNode> nodes) {
        for (var other : nodes) {
            cutBoth(one, other);
        }
    }

    /** Two random halves; with a bridge, one node still hears both. */
    private void halves(List<SimulatedNode> nodes, boolean bridge) {
        var left = new boolean[nodes.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = chance.nextBoolean();
        }
        var between = bridge ? chance.nextInt(left.length) : -1;
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < i; j++) {
                if (left[i] != left[j] && i != between && j != between) {
                    cutBoth(nodes.get(i), nodes.get(j));
                }
            }
        }
    }

    /** Everybody hears only the neighbours. */
    private void ring(List<SimulatedNode> nodes) {
        var count = nodes.size();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                if (i - j > 1 && i - j < count - 1) {
                    cutBoth(nodes.get(i), nodes.get(j));
                }
            }
        }
    }

    private void cutBoth(SimulatedNode one, SimulatedNode other) {
        if (one != other) {
            cluster.network().cut(one.number(), other.number());
            cluster.network().cut(other.number(), one.number());
        }
    }

    /** A node that is deaf, or dumb, to all others or to one. */
    private void cutOneWay() {
        var node = chance.nextBoolean() ? any() : cluster.leaderOr(any());
        var deaf = chance.nextBoolean();
        var all = chance.nextBoolean();
        for (var other : cluster.nodes()) {
            if (other != node && (all || chance.nextInt(3) == 0)) {
                var from = deaf ? other : node;
                var to = deaf ? node : other;
                cluster.network().cut(from.number(), to.number());
                world.evidence().count(Fact.ONE_WAY_CUTS);
            }
        }
        healLater();
    }

    private void healLater() {
        world.scheduler()
                .after(
                        soon(plan.longestPartition()),
                        () -> {
                            if (raging) {
                                cluster.network().heal();
                            }
                        });
    }

    private void clog() {
        var node = any();
        for (var other : cluster.nodes()) {
            if (chance.nextBoolean()) {
                var nanos = soon(plan.longestPartition());
                cluster.network().clog(node.number(), other.number(), nanos);
            }
        }
    }

    private void changeWeather() {
        var loss = chance.nextBoolean() ? 0 : chance.nextInt(31);
        var doubled = chance.nextBoolean() ? 0 : chance.nextInt(51);
        var slowness = chance.nextInt(4) == 0 ? 1 + chance.nextInt(4) : 1;
        cluster.network().setWeather(new Weather(loss, doubled, slowness, 4000));
    }

    private void slowDisk(SimulatedNode node) {
        node.setDiskSlowness(chance.nextInt(1, 200));
        world.evidence().count(Fact.SLOW_DISKS);
        world.scheduler().after(soon(plan.longestPause()), () -> node.setDiskSlowness(1));
    }

    private long soon(long longest) {
        return chance.nextLong(longest) / (chance.nextInt(4) + 1) + 1;
    }
}
