package turtlelab.node.consensus.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import turtlelab.node.base.Bytes;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.Status;
import turtlelab.node.consensus.raft.Input;
import turtlelab.node.consensus.raft.Raft;
import turtlelab.node.consensus.raft.RaftStart;
import turtlelab.node.consensus.raft.Ready;

/**
 * Drives one {@link Raft}: events in, work out. Has no thread, clock or chance of its own, so the
 * simulator drives the very same class. {@link #handle} any number of events, then {@link #flush}:
 * what comes between two flushes is one batch on disk and on the wire. Used by one thread.
 */
public final class EngineLoop {
    private static final int RUN_SHIFT = 40;
    private static final int RELEASE_STEP = 1_000;

    private final EngineConfig config;
    private final EnginePorts ports;
    private final Raft raft;
    private final PersistGate gate = new PersistGate();
    private final Requests requests = new Requests();
    private final SnapshotTraffic snapshots;
    private final List<Long> proposedSinceFlush = new ArrayList<>();
    private List<Bytes> commands = new ArrayList<>();
    private List<Consumer<Refusal>> proposers = new ArrayList<>();
    private long commandBytes;
    private long lastId;
    private long released;
    private Membership membership;

    /**
     * @param random a run never gives two requests one number: different each time the node starts
     */
    public EngineLoop(
            EngineConfig config, EnginePorts ports, RandomGenerator random, RaftStart start) {
        this.config = config;
        this.ports = ports;
        this.lastId = random.nextLong() << RUN_SHIFT;
        this.raft = new Raft(config.raft(), config.rules(), random, start);
        this.snapshots = new SnapshotTraffic(config, ports, raft::step);
        this.released = start.start().index();
        this.membership = start.applied().membership();
        if (!membership.members().isEmpty()) {
            ports.transport().membershipChanged(membership);
        }
    }

    /** Takes in one event. */
    public void handle(Event event) {
        if (event instanceof Event.Propose propose) {
            gather(propose);
            return;
        }
        proposeGathered();
        switch (event) {
            case Event.Tick _ -> {
                raft.step(Input.TICK);
                snapshots.tick();
            }
            case Event.Arrived(var message) -> raft.step(new Input.Received(message));
            case Event.Unreachable(var member) -> raft.step(new Input.PeerUnreachable(member));
            case Event.Propose _ -> {}
            case Event.ProposeChange propose -> propose(propose);
            case Event.AskRead(var answer) -> {
                requests.read(++lastId, answer);
                raft.step(new Input.ReadAsked(lastId));
            }
            case Event.AskTransfer(var to, var answer) -> {
                requests.transfer(++lastId, answer);
                raft.step(new Input.TransferAsked(lastId, to));
            }
            case Event.Persisted(var task) -> {
                gate.persisted(task);
                raft.step(new Input.Persisted(task));
            }
            case Event.Applied applied -> applied(applied);
            case Event.Captured captured -> snapshots.captured(captured);
            case Event.ChunkRead chunk -> snapshots.read(chunk);
            case Event.Opened opened -> snapshots.opened(opened);
            case Event.ChunkWritten written -> snapshots.written(written);
            case Event.Installed installed -> {
                snapshots.installed(installed);
                reach(raft.status().membership());
            }
            case Event.TransferFailed failed -> snapshots.failed(failed);
        }
    }

    /**
     * Hands out everything that the events since the last flush have led to.
     *
     * @return whether role, term or leader changed
     */
    public boolean flush() {
        proposeGathered();
        var ready = raft.ready();
        for (var task : ready.disk()) {
            gate.handedOut(task.number());
            ports.log().accept(new LogWork.Task.Persist(task));
        }
        ready.atOnce().forEach(this::send);
        ready.afterPersist().forEach(gate::hold);
        gate.release().forEach(this::send);
        if (!ready.committed().isEmpty()) {
            ports.apply().accept(new ApplyWork.Task.Apply(ready.committed()));
        }
        roleChanged(ready);
        answer(ready);
        for (var peer : ready.snapshotsWanted()) {
            snapshots.wanted(peer, ++lastId);
        }
        ready.snapshotTraffic().forEach(snapshots::received);
        if (ready.removed()) {
            ports.fatal().removed();
        }
        return ready.roleChange() != null;
    }

    public Status status() {
        return raft.status();
    }

    public boolean leads() {
        return raft.leads();
    }

    /** The core, for the simulator's checks. */
    public Raft raft() {
        return raft;
    }

    /** The node stops: whoever waits for an answer is told. */
    public void stop() {
        proposers.forEach(proposer -> proposer.accept(Refusal.STOPPED));
        proposers.clear();
        requests.refuseAll(Refusal.STOPPED);
    }

    /** The node stops before this event had its turn. */
    public void refuse(Event event) {
        switch (event) {
            case Event.Propose(_, var refused) -> refused.accept(Refusal.STOPPED);
            case Event.ProposeChange(_, _, _, var refused) -> refused.accept(Refusal.STOPPED);
            case Event.AskRead(var answer) -> answer.refused(Refusal.STOPPED);
            case Event.AskTransfer(_, var answer) -> answer.refused(Refusal.STOPPED);
            default -> {}
        }
    }

    private void send(Message message) {
        ports.transport().send(message.to(), message);
    }

    private void gather(Event.Propose propose) {
        if (commandBytes > 0
                && commandBytes + propose.command().length()
                        > config.raft().limits().appendBytes()) {
            proposeGathered();
        }
        commands.add(propose.command());
        proposers.add(propose.refused());
        commandBytes += propose.command().length();
    }

    private void proposeGathered() {
        if (commands.isEmpty()) {
            return;
        }
        var proposal = new Input.Proposed(++lastId, commands);
        requests.proposal(lastId, proposers);
        proposedSinceFlush.add(lastId);
        commands = new ArrayList<>();
        proposers = new ArrayList<>();
        commandBytes = 0;
        raft.step(proposal);
    }

    private void propose(Event.ProposeChange propose) {
        if (propose.term() != 0 && !(raft.leads() && raft.hardState().term() == propose.term())) {
            propose.refused().accept(Refusal.NOT_LEADER);
            return;
        }
        requests.proposal(++lastId, List.of(propose.refused()));
        proposedSinceFlush.add(lastId);
        raft.step(new Input.ChangeProposed(lastId, propose.change(), propose.context()));
    }

    private void applied(Event.Applied applied) {
        raft.step(new Input.Applied(applied.upTo(), applied.membership()));
        reach(applied.membership());
        release(applied);
    }

    /** The log on disk keeps what is not durable in state, and a tail no longer than in memory. */
    private void release(Event.Applied applied) {
        long tail = applied.upTo() - config.keptInLog();
        long upTo = Math.min(applied.durable(), Math.max(tail, raft.log().start().index()));
        if (upTo >= released + Math.min(RELEASE_STEP, config.keptInLog())) {
            released = upTo;
            ports.log().accept(new LogWork.Task.Release(upTo));
        }
    }

    private void reach(Membership now) {
        if (!now.equals(membership)) {
            membership = now;
            ports.transport().membershipChanged(now);
        }
    }

    private void roleChanged(Ready ready) {
        var change = ready.roleChange();
        if (change != null) {
            snapshots.leads(change.role() == Role.LEADER ? change.term() : 0);
            ports.machine().roleChanged(change);
        }
    }

    private void answer(Ready ready) {
        requests.answer(ready.answers());
        if (raft.leads()) {
            proposedSinceFlush.forEach(requests::accepted);
        }
        proposedSinceFlush.clear();
    }
}
