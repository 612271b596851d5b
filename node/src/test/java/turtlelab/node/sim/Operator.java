package turtlelab.node.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import turtlelab.node.base.Bytes;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.sim.check.Evidence.Fact;
import turtlelab.node.sim.check.Scheduler;
import turtlelab.node.sim.check.World;
import turtlelab.node.sim.state.StateImage;

/**
 * Changes the membership, one errand at a time, and repeats each step until it is seen to be done.
 * Disks are lost only inside an errand that replaces the member, so that a quorum of remembering
 * voters is always left.
 */
final class Operator {
    private static final long PATIENCE = 400 * Scheduler.MILLI;

    private final Cluster cluster;
    private final World world;
    private final SplittableRandom chance;
    private final long leisure;
    private final Deque<MembershipChange> errand = new ArrayDeque<>();
    private boolean resting;

    Operator(Cluster cluster, World world, SplittableRandom chance, long leisure) {
        this.cluster = cluster;
        this.world = world;
        this.chance = chance;
        this.leisure = leisure;
    }

    void start() {
        world.scheduler().after(chance.nextLong(leisure) + 1, this::work);
    }

    /** Finishes the errand under way and begins no other. */
    void rest() {
        resting = true;
    }

    boolean idle() {
        return errand.isEmpty();
    }

    private void work() {
        if (errand.isEmpty()) {
            if (resting) {
                return;
            }
            begin();
        }
        while (!errand.isEmpty() && done(errand.peek(), world.ledger().membership())) {
            errand.remove();
        }
        if (errand.isEmpty()) {
            start();
        } else {
            propose(errand.peek());
            world.scheduler().after(PATIENCE, this::work);
        }
    }

    private void begin() {
        var voters = world.ledger().membership().voters();
        var victim = voters.isEmpty() ? 0 : (int) voters.get(chance.nextInt(voters.size())).value();
        var room = cluster.size() + 1 < SimulatedNetwork.MOST_NODES;
        switch (chance.nextInt(6)) {
            case 0 -> {
                if (room && voters.size() < 5) {
                    var id = newcomer();
                    errand.add(new MembershipChange.AddVoter(StateImage.id(id), urls(id)));
                }
            }
            case 1 -> {
                if (voters.size() > 3) {
                    errand.add(new MembershipChange.Remove(StateImage.id(victim)));
                }
            }
            case 2 -> {
                if (room && voters.size() < 7) {
                    addByLearning();
                }
            }
            case 3, 4 -> {
                if (room && voters.size() >= 3) {
                    replace(victim);
                }
            }
            default -> update(victim);
        }
    }

    private void addByLearning() {
        var id = newcomer();
        errand.add(new MembershipChange.AddLearner(StateImage.id(id), urls(id)));
        errand.add(new MembershipChange.Promote(StateImage.id(id)));
    }

    /**
     * A member loses its disk, or part of it, and another takes its place. Only when all others
     * have applied the last change: until then the voters of before may still be needed, and one
     * that was removed has stopped. (So it is in etcd too, where changes are in force when
     * applied.)
     */
    private void replace(int victim) {
        if (victim == 0 || !cluster.lastChangeIsKnown() || !cluster.node(victim).loseDisk(chance)) {
            return;
        }
        errand.add(new MembershipChange.Remove(StateImage.id(victim)));
        addByLearning();
        world.evidence().count(Fact.WIPED_DISKS_REPLACED);
    }

    private void update(int victim) {
        if (victim != 0) {
            var moved = List.of(StateImage.url(victim) + chance.nextInt(10));
            errand.add(new MembershipChange.Update(StateImage.id(victim), moved));
        }
    }

    private int newcomer() {
        var id = cluster.size() + 1;
        cluster.found(id);
        return id;
    }

    private static List<String> urls(int id) {
        return List.of(StateImage.url(id));
    }

    private void propose(MembershipChange change) {
        var running = cluster.running();
        if (!running.isEmpty()) {
            var node = running.get(chance.nextInt(running.size()));
            world.trace().event("operator asks n%d for %s", node.number(), change);
            node.propose(change, Bytes.EMPTY);
        }
    }

    private static boolean done(MembershipChange change, Membership membership) {
        var id = change.id();
        return switch (change) {
            case MembershipChange.AddVoter _, MembershipChange.AddLearner _ ->
                    membership.contains(id) || membership.removed().contains(id);
            case MembershipChange.Promote _ ->
                    membership.isVoter(id) || membership.removed().contains(id);
            case MembershipChange.Remove _ -> !membership.contains(id);
            case MembershipChange.Update(_, var urls) ->
                    membership.find(id).map(peer -> peer.peerUrls().equals(urls)).orElse(true);
        };
    }
}
