package turtlelab.node.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.raft.RaftLimits;
import turtlelab.node.sim.check.Violation;
import turtlelab.node.sim.check.Violation.Promise;
import turtlelab.node.sim.check.World;
import turtlelab.node.sim.state.StateImage;

/** The nodes, by number from 1, and the network between them. */
final class Cluster {
    private final World world;
    private final SplittableRandom chance;
    private final NodeBugs bugs;
    private final RaftLimits limits;
    private final SimulatedNetwork network;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final Set<Long> refused = new HashSet<>();
    private final Clients clients;

    Cluster(World world, SplittableRandom chance, NodeBugs bugs) {
        this.limits = limits(chance);
        this.world = world;
        this.chance = chance;
        this.bugs = bugs;
        this.network = new SimulatedNetwork(world, chance.split(), this::deliver);
        this.clients = new Clients(this, world, chance.split());
    }

    private static RaftLimits limits(SplittableRandom chance) {
        var usual = RaftLimits.DEFAULTS.retaining(chance.nextInt(3, 60));
        return new RaftLimits(
                chance.nextBoolean() ? 1 : 400,
                chance.nextInt(1, 20),
                usual.inFlightBytes(),
                usual.uncommittedBytes(),
                usual.unappliedEntries(),
                usual.retainedEntries(),
                usual.retainedBytes(),
                usual.waitingReads());
    }

    /** Voters from the beginning: each log begins with the same changes. */
    void begin(int founders) {
        var peers = IntStream.rangeClosed(1, founders).mapToObj(StateImage::voter).toList();
        for (int number = 1; number <= founders; number++) {
            var node = newNode(number);
            node.bootstrap(peers);
            node.start();
        }
    }

    /** A node that knows nothing but its identity. */
    void found(int number) {
        newNode(number).start();
    }

    /** Tiny bounds, so that snapshots are needed and entries travel one by one. */
    RaftLimits limits() {
        return limits;
    }

    SimulatedNetwork network() {
        return network;
    }

    Clients clients() {
        return clients;
    }

    List<SimulatedNode> nodes() {
        return nodes;
    }

    SimulatedNode node(int number) {
        return nodes.get(number - 1);
    }

    int size() {
        return nodes.size();
    }

    List<SimulatedNode> running() {
        return nodes.stream().filter(SimulatedNode::up).toList();
    }

    /** The leader of the highest term, if there is one. */
    SimulatedNode leaderOr(SimulatedNode other) {
        var found = other;
        long term = -1;
        for (var node : nodes) {
            if (node.up() && node.leads() && node.term() > term) {
                found = node;
                term = node.term();
            }
        }
        return found;
    }

    /** Whether every member that has its disk is up and remembers the newest membership. */
    boolean lastChangeIsKnown() {
        var membership = world.ledger().membership();
        return nodes.stream()
                .filter(node -> membership.contains(node.id()) && !node.lost())
                .allMatch(node -> node.remembers(membership));
    }

    void transfer(SplittableRandom chance) {
        var to = nodes.get(chance.nextInt(nodes.size()));
        var leader = leaderOr(to);
        if (leader.up() && leader.leads()) {
            world.trace().event("n%d is asked to hand over to n%d", leader.number(), to.number());
            leader.transfer(to.id());
        }
    }

    /** A refused write is in no log and never will be. */
    void refused(long value) {
        refused.add(value);
    }

    void written(SimulatedNode node, long value, long index) {
        if (refused.contains(value)) {
            throw new Violation(
                    Promise.APPLY_IN_ORDER, "value %d was refused and is at %d", value, index);
        }
        clients.written(node, value, index);
    }

    private SimulatedNode newNode(int number) {
        var node = new SimulatedNode(number, this, world, chance.split(), bugs);
        nodes.add(node);
        return node;
    }

    private void deliver(Message message) {
        var to = (int) message.to().value();
        if (to <= nodes.size()) {
            node(to).receive(message);
        }
    }
}
