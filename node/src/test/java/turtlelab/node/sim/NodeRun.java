package turtlelab.node.sim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Consensus.ReadAnswer;
import turtlelab.node.consensus.Consensus.TransferAnswer;
import turtlelab.node.consensus.FatalHandler;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.consensus.engine.ApplyWork;
import turtlelab.node.consensus.engine.EngineConfig;
import turtlelab.node.consensus.engine.EngineLoop;
import turtlelab.node.consensus.engine.EnginePorts;
import turtlelab.node.consensus.engine.Event;
import turtlelab.node.consensus.engine.LogWork;
import turtlelab.node.consensus.engine.Recovery;
import turtlelab.node.consensus.engine.SnapshotWork;
import turtlelab.node.consensus.engine.Transport;
import turtlelab.node.consensus.log.LogStore;
import turtlelab.node.consensus.log.Wal;
import turtlelab.node.consensus.raft.RaftConfig;
import turtlelab.node.sim.check.CoreChecks;
import turtlelab.node.sim.check.Evidence.Fact;
import turtlelab.node.sim.check.Scheduler;
import turtlelab.node.sim.check.Violation;
import turtlelab.node.sim.check.Violation.Promise;
import turtlelab.node.sim.check.WatchedLog;
import turtlelab.node.sim.check.World;
import turtlelab.node.sim.disk.SimulatedDisk;
import turtlelab.node.sim.state.SimulatedState;

/** One run of a node, from its start to its end: the real engine over simulated threads. */
final class NodeRun implements SimulatedState.Listener, FatalHandler, Transport {
    private static final int SEGMENT = 8 << 10;
    private static final long TICK = 10 * Scheduler.MILLI;

    private final Context context;
    private final SimulatedNode node;
    private final World world;
    private final WatchedLog.Memory memory;
    private final LogStore store;
    private final SimulatedState state;
    private final EngineLoop engine;
    private final Worker<LogWork.Task> log;
    private final long tick;
    private final List<Waiting> waiting = new ArrayList<>();
    private List<LogWork.Task> interrupted = List.of();
    private long commitWhenElected;
    private RoleChange role = new RoleChange(Role.FOLLOWER, 0, MemberId.NONE);

    /** What a run gets from its node. */
    record Context(
            SimulatedNode node,
            Cluster cluster,
            World world,
            SplittableRandom chance,
            NodeBugs bugs) {}

    private record Waiting(long index, LongConsumer look) {}

    NodeRun(
            Context context,
            SimulatedDisk disk,
            WatchedLog.Memory memory,
            SimulatedState.Platter platter)
            throws IOException {
        this.context = context;
        this.node = context.node();
        this.world = context.world();
        this.memory = memory;
        var wal = openWal(disk, context.bugs());
        world.evidence().count(Fact.TORN_TAILS, wal.cutTornTail() ? 1 : 0);
        store = new WatchedLog(wal, memory);
        state = new SimulatedState(node.id(), world, platter, this, this::term);
        var chance = context.chance();
        // clocks drift by up to five per cent
        tick = TICK + chance.nextLong(-TICK / 20, TICK / 20);
        log = new Worker<>(this::later, this::diskTime, this::runLog);
        var applying = context.bugs().applying().of(state, state.recovered());
        var apply =
                new Worker<ApplyWork.Task>(
                        this::later, this::workTime, tasks -> applying.run(tasks, this::handle));
        var config = config();
        var snapshotting = new SnapshotWork(state, config.chunkBytes());
        var snapshots =
                new Worker<SnapshotWork.Task>(
                        this::later,
                        this::workTime,
                        tasks -> snapshotting.run(tasks, this::handle));
        var ports = new EnginePorts(this, log::add, apply::add, snapshots::add, state, this);
        engine = newEngine(config, ports, chance.split());
    }

    static Wal openWal(SimulatedDisk disk, NodeBugs bugs) throws IOException {
        return new Wal(disk.open(), SEGMENT, bugs.wal());
    }

    private EngineLoop newEngine(EngineConfig config, EnginePorts ports, SplittableRandom chance)
            throws IOException {
        var start = Recovery.start(store, state.recovered());
        var last = start.start().index() + start.entries().size();
        world.evidence().count(Fact.ENTRIES_REPLAYED, last - state.appliedIndex());
        return new EngineLoop(config, ports, chance, start);
    }

    private EngineConfig config() {
        var bugs = context.bugs();
        var limits = context.cluster().limits();
        var raft = new RaftConfig(node.id(), 20, 2, true, true, limits);
        return EngineConfig.defaults(raft)
                .withRules(bugs.raft().apply(node.number()))
                .withSnapshots(48, limits.retainedEntries());
    }

    void begin() {
        engine.flush();
        tick();
    }

    private void tick() {
        handle(Event.TICK);
        CoreChecks.check(engine, world.ledger());
        node.later(tick, NodeRun::tick);
    }

    void receive(Message message) {
        handle(new Event.Arrived(message));
        if (leads() && message instanceof Message.AppendAccepted) {
            CoreChecks.checkCommit(engine, commitWhenElected);
        }
    }

    void propose(Bytes command, Consumer<Refusal> refused) {
        handle(new Event.Propose(command, refused));
    }

    void propose(MembershipChange change, Bytes changeContext) {
        handle(new Event.ProposeChange(change, changeContext, 0, _ -> {}));
    }

    void readPoint(ReadAnswer answer) {
        handle(new Event.AskRead(answer));
    }

    void transfer(MemberId to) {
        handle(new Event.AskTransfer(to, new CountedTransfer()));
    }

    void whenApplied(long index, LongConsumer look) {
        if (state.appliedIndex() >= index) {
            look.accept(state.appliedIndex());
        } else {
            waiting.add(new Waiting(index, look));
        }
    }

    boolean leads() {
        return role.role() == Role.LEADER;
    }

    long term() {
        return role.term();
    }

    long applied() {
        return state.appliedIndex();
    }

    String describe() {
        var status = engine.status();
        return "%s in term %d, leader %s, committed %d, applied %d, last %d, voters %s, progress %s"
                .formatted(
                        status.role(),
                        status.term(),
                        status.leader(),
                        status.commitIndex(),
                        status.appliedIndex(),
                        status.lastIndex(),
                        status.membership().voters(),
                        status.progress());
    }

    /** What the log thread was doing stops at some step, as at a loss of power in the middle. */
    void leaveHalfDone(SimulatedDisk disk, SplittableRandom how) {
        var steps = new int[] {how.nextInt(4)};
        disk.setFaults(
                _ -> {
                    if (steps[0]-- == 0) {
                        throw new PowerCut();
                    }
                });
        try {
            var tasks = interrupted.isEmpty() ? log.underWay() : interrupted;
            new LogWork(store).run(tasks, _ -> {});
        } catch (PowerCut | IOException _) {
            // nobody is left to whom it would matter
        }
    }

    /** The moment after which this run does nothing any more. */
    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void handle(Event event) {
        try {
            engine.handle(event);
            engine.flush();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new Violation(Promise.NODE_STOPPED, "n%d: %s", node.number(), e);
        }
    }

    private void later(long nanos, Runnable action) {
        node.later(
                nanos,
                live -> {
                    if (live == this) {
                        action.run();
                    }
                });
    }

    private void runLog(List<LogWork.Task> tasks) {
        if (node.powerGoesInThisWrite()) {
            interrupted = tasks;
            node.losePowerNow();
            return;
        }
        try {
            new LogWork(store).run(tasks, this::handle);
        } catch (IOException _) {
            node.diskFailed();
        }
    }

    private long diskTime() {
        var chance = context.chance();
        return (chance.nextLong(2 * Scheduler.MILLI) + 1) * node.diskSlowness();
    }

    private long workTime() {
        return context.chance().nextLong(Scheduler.MILLI) + 1;
    }

    @Override
    public void send(MemberId to, Message message) {
        CoreChecks.check(engine, message, world.ledger());
        context.cluster().network().send(to, message);
    }

    @Override
    public void membershipChanged(Membership membership) {}

    @Override
    public void written(long value, long index) {
        context.cluster().written(node, value, index);
    }

    @Override
    public void applied(long index) {
        for (int i = 0; i < waiting.size(); ) {
            if (waiting.get(i).index() <= index) {
                waiting.remove(i).look().accept(index);
            } else {
                i++;
            }
        }
    }

    @Override
    public void roleChanged(RoleChange change) {
        world.trace().event("n%d is %s in term %d", node.number(), change.role(), change.term());
        var won = change.role() == Role.LEADER && !(leads() && role.term() == change.term());
        role = change;
        if (won) {
            commitWhenElected = engine.status().commitIndex();
            world.ledger().leads(node.id(), change.term(), memory.terms());
        }
    }

    @Override
    public void failed(String what, Throwable cause) {
        throw new Violation(Promise.NODE_STOPPED, "n%d: %s: %s", node.number(), what, cause);
    }

    @Override
    public void removed() {
        node.removed();
    }

    /** Counts the transfers that came about. */
    private final class CountedTransfer implements TransferAnswer {
        @Override
        public void transferred() {
            world.evidence().count(Fact.TRANSFERS_DONE);
        }

        @Override
        public void refused(Refusal refusal) {}
    }
}
