package turtlelab.node.http.v2;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.Status;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.replica.V2Listener;
import turtlelab.node.replica.upkeep.Upkeep;
import turtlelab.node.state.AnswerRoom;
import turtlelab.node.state.Command;
import turtlelab.node.state.MemberRecords;
import turtlelab.node.state.State;
import turtlelab.node.state.StateView;
import turtlelab.node.storage.Storage;

/** One of three members that boots alone: it knows its peers and has never seen a leader. */
final class NewbornReplica implements Replica {
    private static final MemberId SELF = new MemberId(1);

    private final State state = State.open(Storage.inMemory());

    NewbornReplica() {
        var founders =
                List.of(1L, 2L, 3L).stream()
                        .map(
                                id ->
                                        new MemberRecords.Place(
                                                new MemberId(id), List.of("http://h:" + id), false))
                        .toList();
        state.membersAre(founders);
        state.countMembershipChange(founders.size());
        state.publish(founders.size());
    }

    @Override
    public MemberId self() {
        return SELF;
    }

    @Override
    public ClusterId clusterId() {
        return new ClusterId(7);
    }

    @Override
    public CompletableFuture<Outcome> execute(Command command, AnswerRoom room) {
        return CompletableFuture.completedFuture(new Outcome.NotApplied(Refusal.NO_LEADER));
    }

    @Override
    public CompletableFuture<Outcome.Change> changeInTerm(MembershipChange change, long term) {
        return CompletableFuture.completedFuture(new Outcome.Change.NotApplied(Refusal.NO_LEADER));
    }

    @Override
    public CompletableFuture<Outcome.ReadPoint> readPoint() {
        return CompletableFuture.completedFuture(
                new Outcome.ReadPoint(Optional.of(Refusal.NO_LEADER), false));
    }

    @Override
    public CompletableFuture<Optional<Refusal>> transferLeadership(MemberId to) {
        return CompletableFuture.completedFuture(Optional.of(Refusal.NO_LEADER));
    }

    @Override
    public Upkeep upkeep() {
        throw new UnsupportedOperationException("nobody looks after a newborn's state");
    }

    @Override
    public StateView state() {
        return state;
    }

    @Override
    public void onPublication(Runnable bell) {}

    @Override
    public Status status() {
        return new Status(
                SELF, Role.FOLLOWER, MemberId.NONE, 1, 3, 3, 3, Membership.EMPTY, Map.of());
    }

    @Override
    public void onV2(V2Listener listener) {
        // Nothing ever happens here.
    }
}
