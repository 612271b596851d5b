package turtlelab.node.replica;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.Status;
import turtlelab.node.replica.upkeep.Upkeep;
import turtlelab.node.replica.upkeep.UpkeepFigures;
import turtlelab.node.replica.wire.CommandCodec;
import turtlelab.node.replica.wire.ProposalId;
import turtlelab.node.state.AnswerRoom;
import turtlelab.node.state.Command;
import turtlelab.node.state.KvHash;
import turtlelab.node.state.MemberRecords;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;
import turtlelab.node.state.State;
import turtlelab.node.state.StateView;
import turtlelab.node.storage.ImageReader;
import turtlelab.node.storage.Mark;
import turtlelab.node.storage.Storage;

/**
 * A replica without agreement, for tests of what stands above: one member that leads itself and
 * applies at once to a real state in memory. {@link #loseLeader} makes it answer as a node without
 * a leader.
 */
public final class FakeReplica implements Replica {
    public static final MemberId SELF = MemberId.ofHex("8e9e05c52164694d");
    public static final ClusterId CLUSTER = ClusterId.ofHex("cdf818194e3a8c32");

    private final Storage storage = Storage.inMemory();
    private final State state = State.open(storage);
    private final Bells published = new Bells();
    private final List<V2Listener> listeners = new CopyOnWriteArrayList<>();
    private Membership membership = Membership.EMPTY;
    private long index;
    private long term = 2;
    private boolean led = true;
    private boolean learner;
    private Refusal refusal = Refusal.NO_LEADER;
    private Optional<Refusal> transferRefusal = Optional.empty();
    private Optional<Outcome.Reason> silence = Optional.empty();
    private int changesUnderWay;
    private MemberId leader = SELF;

    /**
     * One started member named "default", cluster version decided: v2 index 3, as on a fresh etcd.
     */
    public FakeReplica() {
        change(new MembershipChange.AddVoter(SELF, List.of("http://localhost:2380"))).join();
        execute(new Command.PublishMember(SELF, "default", List.of("http://localhost:2379")))
                .join();
        execute(new Command.SetClusterVersion("3.4.0")).join();
    }

    /** From now on nothing is applied and no leader is known. */
    public synchronized void loseLeader() {
        led = false;
    }

    /** From now on nothing is applied or confirmed, for this reason. */
    public synchronized void refuse(Refusal reason) {
        led = false;
        refusal = reason;
    }

    /** From now on this member keeps its leadership, for this reason. */
    public synchronized void refuseTransfers(Refusal reason) {
        transferRefusal = Optional.of(reason);
    }

    /** From now on nobody knows what becomes of a command. */
    public synchronized void fallSilent(Outcome.Reason reason) {
        silence = Optional.of(reason);
    }

    /** From now on another member leads; what this one is asked it still does. */
    public synchronized void follow(MemberId other) {
        leader = other;
    }

    /** From now on this member calls itself a learner; what it is asked it still does. */
    public synchronized void becomeLearner() {
        learner = true;
    }

    /** So many membership changes find another one under way. */
    public synchronized void refuseChanges(int times) {
        changesUnderWay = times;
    }

    /** A new term begins, led by this member. */
    public synchronized void findLeader() {
        led = true;
        term++;
    }

    @Override
    public MemberId self() {
        return SELF;
    }

    @Override
    public ClusterId clusterId() {
        return CLUSTER;
    }

    @Override
    public synchronized CompletableFuture<Outcome> execute(Command command, AnswerRoom room) {
        if (!led) {
            return CompletableFuture.completedFuture(new Outcome.NotApplied(refusal));
        }
        if (silence.isPresent()) {
            return CompletableFuture.completedFuture(new Outcome.Unknown(silence.get()));
        }
        if (size(command) > ReplicaSettings.MAX_COMMAND_BYTES) {
            var tooLarge = new Result.Refused(Rejection.REQUEST_TOO_LARGE);
            return CompletableFuture.completedFuture(new Outcome.Applied(tooLarge, index, term));
        }
        var result = state.apply(command, term, room);
        state.publish(++index);
        published.ring();
        if (result instanceof Result.V2(var answer)) {
            listeners.forEach(listener -> listener.happened(List.of(answer)));
        }
        return CompletableFuture.completedFuture(new Outcome.Applied(result, index, term));
    }

    private static int size(Command command) {
        return CommandCodec.encode(new ProposalId(SELF, 1), command).length();
    }

    @Override
    public synchronized CompletableFuture<Outcome.Change> changeInTerm(
            MembershipChange change, long term) {
        if (!led) {
            return CompletableFuture.completedFuture(
                    new Outcome.Change.NotApplied(Refusal.NO_LEADER));
        }
        if (changesUnderWay > 0) {
            changesUnderWay--;
            return CompletableFuture.completedFuture(
                    new Outcome.Change.NotApplied(Refusal.CHANGE_IN_PROGRESS));
        }
        var refusal = membership.refusal(change);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(new Outcome.Change.DidNotFit(refusal.get()));
        }
        membership = membership.after(change);
        state.membersAre(
                membership.peers().stream()
                        .map(
                                peer ->
                                        new MemberRecords.Place(
                                                peer.id(), peer.peerUrls(), peer.learner()))
                        .toList());
        state.countMembershipChange(change instanceof MembershipChange.Remove ? 2 : 1);
        state.publish(++index);
        published.ring();
        return CompletableFuture.completedFuture(new Outcome.Change.Changed(membership));
    }

    @Override
    public synchronized CompletableFuture<Outcome.ReadPoint> readPoint() {
        return CompletableFuture.completedFuture(
                new Outcome.ReadPoint(led ? Optional.empty() : Optional.of(refusal), false));
    }

    @Override
    public synchronized CompletableFuture<Optional<Refusal>> transferLeadership(MemberId to) {
        if (!led) {
            return CompletableFuture.completedFuture(Optional.of(Refusal.NOT_LEADER));
        }
        if (transferRefusal.isPresent()) {
            return CompletableFuture.completedFuture(transferRefusal);
        }
        return CompletableFuture.completedFuture(
                membership.isVoter(to) ? Optional.empty() : Optional.of(Refusal.BAD_TRANSFEREE));
    }

    /** With hashes; its state is in memory, so there is no file to care for. */
    @Override
    public Upkeep upkeep() {
        return new Upkeep() {
            @Override
            public UpkeepFigures figures() {
                return new UpkeepFigures();
            }

            @Override
            public CompletableFuture<KvHash> kvHash(long revision) {
                return CompletableFuture.completedFuture(state.kv().hash(revision));
            }

            @Override
            public CompletableFuture<Integer> hash() {
                return CompletableFuture.completedFuture(state.hash());
            }

            @Override
            public CompletableFuture<ImageReader> image() {
                state.save();
                return CompletableFuture.completedFuture(storage.image(Mark.ORIGIN));
            }

            @Override
            public CompletableFuture<Void> compacted() {
                while (state.isCompacting()) {
                    state.publish(index);
                }
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Void> defragment() {
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    @Override
    public StateView state() {
        return state;
    }

    @Override
    public void onPublication(Runnable bell) {
        published.add(bell);
    }

    @Override
    public void onV2(V2Listener listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized Status status() {
        return new Status(
                SELF,
                learner ? Role.LEARNER : led && leader.equals(SELF) ? Role.LEADER : Role.FOLLOWER,
                led ? leader : MemberId.NONE,
                term,
                index,
                index,
                index,
                membership,
                Map.of());
    }
}
