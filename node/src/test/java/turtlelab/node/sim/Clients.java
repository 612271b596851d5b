package turtlelab.node.sim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import turtlelab.node.consensus.Consensus;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.sim.check.Evidence.Fact;
import turtlelab.node.sim.check.Scheduler;
import turtlelab.node.sim.check.Violation;
import turtlelab.node.sim.check.Violation.Promise;
import turtlelab.node.sim.check.World;
import turtlelab.node.sim.state.SimulatedState;

/**
 * Write unique values and read linearizably, at any node. Every answer names an index of the one
 * order that all state machines share, so linearizability is checked by comparing numbers: no
 * answer may have an index below that of an answer given before its question.
 */
final class Clients {
    private static final int COUNT = 5;
    private static final int KEYS = 6;
    private static final long PATIENCE = 1500 * Scheduler.MILLI;

    private final Cluster cluster;
    private final World world;
    private final SplittableRandom chance;
    private final Map<Long, Write> writes = new HashMap<>();
    private final Map<Long, Long> acknowledged = new HashMap<>();
    private long values;
    private long newest;
    private long answers;
    private boolean busy = true;

    Clients(Cluster cluster, World world, SplittableRandom chance) {
        this.cluster = cluster;
        this.world = world;
        this.chance = chance;
    }

    void start() {
        for (int client = 0; client < COUNT; client++) {
            world.scheduler().after(chance.nextLong(50 * Scheduler.MILLI), this::next);
        }
    }

    /** No new requests; those under way go on. */
    void stop() {
        busy = false;
    }

    /** The highest index that any answer named. */
    long newest() {
        return newest;
    }

    /** How many requests were answered so far. */
    long answers() {
        return answers;
    }

    Map<Long, Long> acknowledged() {
        return acknowledged;
    }

    /** A node has applied a value; whoever waits for it there has his answer. */
    void written(SimulatedNode node, long value, long index) {
        var write = writes.get(value);
        if (write != null && write.node == node && write.run == node.run()) {
            writes.remove(value);
            acknowledged.put(value, index);
            world.evidence().count(Fact.WRITES_ACKNOWLEDGED);
            answered("write", write, index);
        }
    }

    /** Asks one thing of one node and calls back when it was answered. */
    void write(SimulatedNode node, Runnable then) {
        var write = new Write(node, newest, then);
        var value = ++values;
        writes.put(value, write);
        world.trace().event("client writes %d at n%d", value, node.number());
        node.propose(
                SimulatedState.command(chance.nextInt(KEYS), value),
                refusal -> gone(value, refusal));
        world.scheduler().after(PATIENCE, () -> giveUp(value));
    }

    void read(SimulatedNode node, Runnable then) {
        var read = new Read(node, newest, then);
        world.trace().event("client reads at n%d", node.number());
        node.readPoint(read);
        world.scheduler().after(PATIENCE, read::giveUp);
    }

    private void next() {
        if (!busy) {
            return;
        }
        var nodes = cluster.running();
        if (nodes.isEmpty()) {
            again();
        } else if (chance.nextInt(5) < 3) {
            write(pick(nodes), this::again);
        } else {
            read(pick(nodes), this::again);
        }
    }

    private SimulatedNode pick(List<SimulatedNode> nodes) {
        return nodes.get(chance.nextInt(nodes.size()));
    }

    private void again() {
        if (busy) {
            world.scheduler().after(chance.nextLong(60 * Scheduler.MILLI), this::next);
        }
    }

    private void answered(String what, Question question, long index) {
        var floor = question.floor;
        var older = question instanceof Write ? index <= floor : index < floor;
        if (older) {
            throw new Violation(
                    Promise.LINEARIZABLE,
                    "a %s at n%d was answered as of index %d, after an answer as of %d",
                    what,
                    question.node.number(),
                    index,
                    floor);
        }
        newest = Math.max(newest, index);
        answers++;
        question.over = true;
        world.trace().event(what + " at n%d answered as of %d", question.node.number(), index);
        question.then.run();
    }

    /** A refused write is in no log; to find it applied would break that promise. */
    private void gone(long value, Refusal refusal) {
        var write = writes.remove(value);
        if (write != null) {
            world.trace().event("write %d is refused: %s", value, refusal);
            cluster.refused(value);
            write.then.run();
        }
    }

    private void giveUp(long value) {
        var write = writes.remove(value);
        if (write != null) {
            world.evidence().count(Fact.WRITES_UNKNOWN);
            write.then.run();
        }
    }

    /** What was asked of a node, and the newest index answered to anybody before. */
    private abstract static class Question {
        final SimulatedNode node;
        final int run;
        final long floor;
        final Runnable then;
        boolean over;

        Question(SimulatedNode node, long floor, Runnable then) {
            this.node = node;
            this.run = node.run();
            this.floor = floor;
            this.then = then;
        }
    }

    private static final class Write extends Question {
        Write(SimulatedNode node, long floor, Runnable then) {
            super(node, floor, then);
        }
    }

    private final class Read extends Question implements Consensus.ReadAnswer {
        Read(SimulatedNode node, long floor, Runnable then) {
            super(node, floor, then);
        }

        @Override
        public void confirmed(long index) {
            node.whenApplied(index, this::look);
        }

        private void look(long applied) {
            if (!over) {
                world.evidence()
                        .count(node.leads() ? Fact.READS_AT_LEADER : Fact.READS_AT_FOLLOWER);
                answered("read", this, applied);
            }
        }

        @Override
        public void refused(Refusal refusal) {
            giveUp();
        }

        void giveUp() {
            if (!over) {
                over = true;
                then.run();
            }
        }
    }
}
