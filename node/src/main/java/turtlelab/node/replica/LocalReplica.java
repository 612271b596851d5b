package turtlelab.node.replica;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Consensus;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.SnapshotReader;
import turtlelab.node.consensus.SnapshotWriter;
import turtlelab.node.consensus.StateMachine;
import turtlelab.node.consensus.Status;
import turtlelab.node.replica.upkeep.Inside;
import turtlelab.node.replica.upkeep.OutsideHeap;
import turtlelab.node.replica.upkeep.SpaceGuard;
import turtlelab.node.replica.upkeep.StoreUpkeep;
import turtlelab.node.replica.upkeep.Upkeep;
import turtlelab.node.replica.wire.CommandCodec;
import turtlelab.node.replica.wire.ProposalId;
import turtlelab.node.state.AnswerRoom;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;
import turtlelab.node.state.State;
import turtlelab.node.state.StateView;
import turtlelab.node.state.kv.KvStore;
import turtlelab.node.state.kv.OperationCheck;
import turtlelab.node.storage.ImageReader;
import turtlelab.node.storage.Storage;
import turtlelab.node.storage.Unfinished;

/**
 * Where agreement and state meet on one member. Upwards a {@link Replica}: every command gets an
 * id, and whoever proposed it takes the result from this member's own apply. Downwards a {@link
 * StateMachine}: entries in, state published and answers given at the end of a batch, disk behind
 * that.
 *
 * <p>Order of life: {@link #open}, start the engine with it, {@link #connect}; at the end stop the
 * engine first, then {@link #close}.
 */
public final class LocalReplica implements Replica, StateMachine, AutoCloseable {
    private final ReplicaSettings settings;
    private final StateKeeper keeper;
    private final CurrentState state;
    private final Leadership leadership;
    private final Answers answers = new Answers();
    private final Proposals proposals;
    private final ReadPoints readPoints;
    private final StoreUpkeep upkeep;
    private final SpaceGuard space;
    private final Ticker ticker;
    private final AtomicLong sequence;
    private final V2News v2News = new V2News();
    private final ApplyFigures applying;
    private final AppliedState recovered;

    // Of the apply thread.
    private final List<Runnable> batch = new ArrayList<>();
    private AppliedState applied;
    private boolean closed;

    private LocalReplica(ReplicaSettings settings, Storage storage) throws IOException {
        var time = settings.time();
        this.settings = settings;
        this.keeper = new StateKeeper(storage, time, settings.fatal());
        var bounds =
                new KvStore.Bounds(
                        this::writePart, ReplicaSettings.MOST_ANSWER_BYTES, new OutsideHeap());
        this.state = new CurrentState(State.open(storage, bounds));
        this.applying = new ApplyFigures(time);
        this.leadership = new Leadership(time);
        this.proposals = new Proposals(settings.self(), leadership, answers);
        this.readPoints = new ReadPoints(leadership, answers, settings.requestTimeout().toNanos());
        // A restarted member meets entries of its earlier life in the log: their numbers must
        // differ.
        this.sequence = new AtomicLong(time.now().toEpochMilli() << 20);
        var room = new Room();
        this.upkeep = new StoreUpkeep(room, time);
        this.space = new SpaceGuard(settings.self(), settings.limits(), room, this::execute);
        this.recovered = Images.appliedState(storage.mark());
        this.applied = recovered;
        state.get().membersAre(Images.places(applied.membership()));
        state.get().publish(applied.index());
        readPoints.appliedUpTo(applied.index());
        this.ticker =
                new Ticker(
                        () -> {
                            proposals.tick();
                            readPoints.tick();
                            upkeep.tick();
                            space.tick();
                        });
    }

    /** Takes over a storage, which it closes at the end. */
    public static LocalReplica open(ReplicaSettings settings, Storage storage) throws IOException {
        return new LocalReplica(settings, storage);
    }

    /** From now on proposals go to this engine, which drives this state machine. */
    public void connect(Consensus engine) {
        leadership.connect(engine);
        ticker.wake();
    }

    /**
     * Tells a listener each change of role, term or leader, on the engine's thread: do not block.
     */
    public void onRoleChange(Consumer<RoleChange> listener) {
        leadership.listen(listener);
    }

    @Override
    public void onPublication(Runnable bell) {
        state.onPublication(bell);
    }

    /** Completes when this member has applied the entry at a position of the log. */
    public CompletableFuture<Outcome.ReadPoint> awaitApplied(long index) {
        return readPoints.applied(index);
    }

    /** How long a request may take before it is answered as timed out. */
    public Duration requestTimeout() {
        return settings.requestTimeout();
    }

    /** Counters since the start. */
    public ReplicaMetrics metrics() {
        return new ReplicaMetrics(
                proposals.underWay(),
                proposals.failures(),
                leadership.leadersSeen(),
                keeper.commits(),
                keeper.syncs(),
                applying.now(),
                readPoints.figures());
    }

    @Override
    public MemberId self() {
        return settings.self();
    }

    @Override
    public ClusterId clusterId() {
        return settings.cluster();
    }

    @Override
    public CompletableFuture<Outcome> execute(Command command, AnswerRoom room) {
        if (command instanceof Command.Write(var operation)) {
            var refusal = OperationCheck.refusal(operation, Integer.MAX_VALUE);
            if (refusal.isPresent()) {
                return CompletableFuture.completedFuture(refused(refusal.get()));
            }
        }
        var full = space.refusal(command);
        return full.isPresent() ? full.get().thenApply(this::refused) : propose(command, room);
    }

    private CompletableFuture<Outcome> propose(Command command, AnswerRoom room) {
        var id = nextId();
        var encoded = CommandCodec.encode(id, command);
        if (encoded.length() > ReplicaSettings.MAX_COMMAND_BYTES) {
            return CompletableFuture.completedFuture(refused(Rejection.REQUEST_TOO_LARGE));
        }
        var future = new CompletableFuture<Outcome>();
        var body = new Pending.Body.OfCommand(encoded, room, future);
        proposals.submit(id.sequence(), new Pending(body, settings.deadline()));
        return future;
    }

    @Override
    public CompletableFuture<Outcome.Change> changeInTerm(MembershipChange change, long term) {
        var id = nextId();
        var future = new CompletableFuture<Outcome.Change>();
        var body = new Pending.Body.OfChange(change, id.encoded(), term, future);
        proposals.submit(id.sequence(), new Pending(body, settings.deadline()));
        return future;
    }

    @Override
    public CompletableFuture<Outcome.ReadPoint> readPoint() {
        return readPoints.next();
    }

    @Override
    public CompletableFuture<Optional<Refusal>> transferLeadership(MemberId to) {
        return leadership.transfer(to, answers, settings.requestTimeout());
    }

    @Override
    public StateView state() {
        return state;
    }

    @Override
    public Status status() {
        var engine = leadership.consensus();
        return engine == null ? Images.notStarted(settings.self(), recovered) : engine.status();
    }

    @Override
    public Upkeep upkeep() {
        return upkeep;
    }

    @Override
    public void onV2(V2Listener listener) {
        v2News.listen(listener);
    }

    @Override
    public AppliedState recovered() {
        return recovered;
    }

    @Override
    public boolean isQuick(Entry entry) {
        return entry.kind() == EntryKind.COMMAND
                && CommandCodec.isPut(entry.data())
                && !keeper.isCommitDue(entry.index());
    }

    @Override
    public void apply(Entry entry) {
        if (entry.kind() == EntryKind.COMMAND) {
            applyCommand(entry);
        }
        applied = new AppliedState(entry.position(), applied.membership());
    }

    /** {@link #applied} tells of the entry before until it is done. */
    private void applyCommand(Entry entry) {
        var proposal = Proposals.decode(entry);
        var told = proposals.roomOf(proposal.id());
        var command = proposal.command();
        var result = applying.timed(() -> state.get().apply(command, entry.term(), told));
        v2News.note(result);
        if (proposals.applied(proposal.id()) instanceof Pending.Body.OfCommand(_, _, var future)) {
            var outcome = new Outcome.Applied(result, entry.index(), entry.term());
            batch.add(() -> future.complete(outcome));
        }
    }

    @Override
    public void changeMembership(Entry entry, AppliedChange change, Membership after) {
        applied = new AppliedState(entry.position(), after);
        if (change.refusal().isEmpty()) {
            state.get().membersAre(Images.places(after));
            state.get()
                    .countMembershipChange(
                            change.change() instanceof MembershipChange.Remove ? 2 : 1);
        }
        proposals.changed(change, after).ifPresent(batch::add);
    }

    @Override
    public void endOfBatch() {
        state.publish(applied.index());
        v2News.tell();
        if (!batch.isEmpty()) {
            applying.answered(batch.size());
            answers.giveAll(List.copyOf(batch));
            batch.clear();
        }
        readPoints.appliedUpTo(applied.index());
        if (keeper.isCommitDue(applied.index())) {
            commit();
        }
    }

    @Override
    public long durableIndex() {
        return keeper.durableIndex();
    }

    @Override
    public SnapshotReader capture() {
        return Images.reader(new SnapshotMark(applied.position(), applied.membership()), image());
    }

    private ImageReader image() {
        state.get().save();
        return applying.timed(keeper.storage().image(Images.mark(applied)));
    }

    @Override
    public SnapshotWriter receive(SnapshotMark mark) throws IOException {
        return Images.writer(mark, keeper.storage(), applying.reception(this::install));
    }

    @Override
    public void roleChanged(RoleChange change) {
        leadership.changed(change);
        ticker.wake();
    }

    /**
     * Refuses new requests, answers those under way, and syncs the state. The engine has stopped.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        ticker.close();
        upkeep.close();
        proposals.close();
        readPoints.close();
        answers.close();
        commit();
        keeper.close();
    }

    /** In the middle of a large command. */
    private void writePart(Unfinished command) {
        state.get().save();
        keeper.storage().commitPart(Images.mark(applied), command);
    }

    private void commit() {
        state.get().save();
        keeper.commit(Images.mark(applied));
    }

    /** Apply thread, while nothing is applied. */
    private void install(SnapshotMark mark, Storage next) {
        var image = state.get().successor(next);
        applied = new AppliedState(mark.position(), mark.membership());
        image.membersAre(Images.places(applied.membership()));
        image.publish(applied.index());
        state.replace(image);
        keeper.replace(next);
        v2News.replaced();
        readPoints.appliedUpTo(applied.index());
    }

    private Outcome refused(Rejection rejection) {
        var applied = new Result.Refused(rejection);
        return new Outcome.Applied(applied, state.appliedIndex(), 0);
    }

    private ProposalId nextId() {
        return new ProposalId(settings.self(), sequence.incrementAndGet());
    }

    /** What upkeep sees of this replica. */
    private final class Room implements Inside {
        @Override
        public State state() {
            return state.get();
        }

        @Override
        public Storage storage() {
            return keeper.storage();
        }

        @Override
        public void betweenBatches(Runnable errand) {
            leadership.betweenBatches(errand);
        }

        @Override
        public void publish() {
            endOfBatch();
        }

        @Override
        public void commit() {
            LocalReplica.this.commit();
        }

        @Override
        public ImageReader image() {
            return LocalReplica.this.image();
        }

        @Override
        public void sync() {
            keeper.syncNow();
        }
    }
}
