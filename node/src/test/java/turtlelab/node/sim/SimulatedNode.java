package turtlelab.node.sim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Consensus.ReadAnswer;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.engine.Bootstrap;
import turtlelab.node.consensus.log.WalCorruptedException;
import turtlelab.node.sim.check.Evidence.Fact;
import turtlelab.node.sim.check.Scheduler;
import turtlelab.node.sim.check.Violation;
import turtlelab.node.sim.check.Violation.Promise;
import turtlelab.node.sim.check.WatchedLog;
import turtlelab.node.sim.check.World;
import turtlelab.node.sim.disk.SimulatedDisk;
import turtlelab.node.sim.state.SimulatedState;
import turtlelab.node.sim.state.StateImage;

/** A machine with a disk, on which the node runs, stops, pauses and starts again. */
final class SimulatedNode {
    private final int number;
    private final Cluster cluster;
    private final World world;
    private final SplittableRandom chance;
    private final NodeBugs bugs;
    private final SimulatedDisk disk = new SimulatedDisk();
    private final WatchedLog.Memory memory;
    private final List<Runnable> frozen = new ArrayList<>();
    private SimulatedState.Platter platter;
    private @Nullable NodeRun run;
    private int runs;
    private int diskSlowness = 1;
    private boolean paused;
    private boolean syncFails;
    private boolean powerGoes;
    private Fate fate = Fate.ALIVE;

    /** Whether a node may start again. */
    private enum Fate {
        ALIVE,
        DISK_LOST,
        REMOVED
    }

    SimulatedNode(
            int number, Cluster cluster, World world, SplittableRandom chance, NodeBugs bugs) {
        this.number = number;
        this.cluster = cluster;
        this.world = world;
        this.chance = chance;
        this.bugs = bugs;
        this.memory = new WatchedLog.Memory(id(), world.ledger(), world.evidence());
        this.platter = bugs.platter().apply(StateImage.EMPTY);
        disk.setFaults(this::beforeDiskOperation);
    }

    int number() {
        return number;
    }

    MemberId id() {
        return StateImage.id(number);
    }

    /** Which run this is; what a crash ended does not speak for the next. */
    int run() {
        return runs;
    }

    boolean up() {
        return run != null;
    }

    boolean lost() {
        return fate == Fate.DISK_LOST;
    }

    boolean leads() {
        return run != null && run.leads();
    }

    long term() {
        return run == null ? 0 : run.term();
    }

    long applied() {
        return run == null ? 0 : run.applied();
    }

    /** Whether it has the membership on disk, so that it knows it after a crash too. */
    boolean remembers(Membership membership) {
        return run != null && platter.found().membership().equals(membership);
    }

    /** Writes the log that a founder of the cluster begins with. */
    void bootstrap(Collection<Peer> founders) {
        try (var wal = NodeRun.openWal(disk, bugs)) {
            Bootstrap.write(new WatchedLog(wal, memory), Bootstrap.entries(founders));
        } catch (IOException e) {
            throw new Violation(Promise.NODE_STOPPED, "bootstrap: %s", e);
        }
    }

    void start() {
        runs++;
        syncFails = false;
        var context = new NodeRun.Context(this, cluster, world, chance.split(), bugs);
        try {
            run = new NodeRun(context, disk, memory, platter);
            world.trace().event("n%d starts", number);
            run.begin();
        } catch (WalCorruptedException e) {
            world.trace().event("n%d refuses to start", number);
            refusedToStart(e);
        } catch (IOException e) {
            throw new Violation(Promise.NODE_STOPPED, "n%d: %s", number, e);
        }
    }

    void startIfDown() {
        if (run == null && fate == Fate.ALIVE) {
            start();
        }
    }

    /** Stops the node in the middle of whatever it does. */
    void crash(boolean power, SplittableRandom how) {
        if (run == null) {
            return;
        }
        world.trace().event(power ? "n%d loses power" : "n%d is killed", number);
        world.evidence().count(power ? Fact.POWER_LOSSES : Fact.KILLS);
        var ended = run;
        end();
        ended.leaveHalfDone(disk, how);
        disk.setFaults(this::beforeDiskOperation);
        if (power) {
            disk.losePower(how);
        } else {
            disk.kill();
        }
    }

    private void end() {
        run = null;
        paused = false;
        powerGoes = false;
        frozen.clear();
    }

    /** The disk loses everything, or one bit; false when the node lives on. */
    boolean loseDisk(SplittableRandom how) {
        if (run == null) {
            return false;
        }
        crash(false, how);
        if (how.nextBoolean()) {
            disk.wipe();
            if (bugs.startsEmptied()) {
                platter = bugs.platter().apply(StateImage.EMPTY);
                start();
                return false;
            }
            fate = Fate.DISK_LOST;
            world.trace().event("n%d loses its disk and must not start with an empty one", number);
            return true;
        }
        rot(how);
        fate = Fate.DISK_LOST;
        start();
        if (run != null) {
            fate = Fate.ALIVE;
        }
        return run == null;
    }

    private void rot(SplittableRandom how) {
        var files = disk.files().stream().filter(name -> name.endsWith(".wal")).toList();
        var file = files.get(how.nextInt(files.size()));
        var bytes = disk.contents(file);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        bytes[how.nextInt(end)] ^= (byte) (1 << how.nextInt(8));
        disk.overwrite(file, bytes);
        world.trace().event("n%d has a flipped bit in its log", number);
    }

    private void refusedToStart(WalCorruptedException refusal) {
        end();
        if (fate != Fate.DISK_LOST) {
            throw new Violation(Promise.NODE_STOPPED, "n%d: %s", number, refusal.getMessage());
        }
        world.evidence().count(Fact.ROTTEN_LOGS_REFUSED);
    }

    /** The node learnt that it was removed. */
    void removed() {
        if (world.ledger().membership().contains(id())) {
            throw new Violation(Promise.MEMBERSHIP, "n%d stops as if it were removed", number);
        }
        world.evidence().count(Fact.NODES_REMOVED);
        world.trace().event("n%d was removed and stops", number);
        fate = Fate.REMOVED;
        end();
        disk.kill();
    }

    /** A sync failed: the process ends at once, and sometimes it was the whole machine. */
    void diskFailed() {
        world.evidence().count(Fact.FAILED_SYNCS);
        crash(chance.nextBoolean(), chance);
        restartSoon();
    }

    void pause() {
        if (run != null && !paused) {
            world.trace().event("n%d is paused", number);
            paused = true;
        }
    }

    void resume() {
        if (paused) {
            world.trace().event("n%d goes on", number);
            paused = false;
            var waiting = List.copyOf(frozen);
            frozen.clear();
            waiting.forEach(this::unlessPaused);
        }
    }

    void setDiskSlowness(int times) {
        diskSlowness = times;
    }

    int diskSlowness() {
        return diskSlowness;
    }

    void failNextSync() {
        syncFails = run != null;
    }

    void losePowerInNextWrite() {
        powerGoes = run != null;
    }

    boolean powerGoesInThisWrite() {
        return powerGoes;
    }

    void losePowerNow() {
        crash(true, chance);
        restartSoon();
    }

    private void restartSoon() {
        world.scheduler().after(chance.nextLong(2000 * Scheduler.MILLI), this::startIfDown);
    }

    void receive(Message message) {
        later(0, live -> live.receive(message));
    }

    void propose(Bytes command, Consumer<Refusal> refused) {
        later(0, live -> live.propose(command, refused));
    }

    void propose(MembershipChange change, Bytes context) {
        later(0, live -> live.propose(change, context));
    }

    void readPoint(ReadAnswer answer) {
        later(0, live -> live.readPoint(answer));
    }

    void transfer(MemberId to) {
        later(0, live -> live.transfer(to));
    }

    /** Calls back with the applied index as soon as it is at least the one given. */
    void whenApplied(long index, LongConsumer look) {
        if (run != null) {
            run.whenApplied(index, look);
        }
    }

    /** Does something after a while, if this run still goes on then; a pause makes it wait. */
    void later(long nanos, Consumer<NodeRun> action) {
        var then = runs;
        Runnable guarded =
                () -> {
                    var live = run;
                    if (live != null && runs == then) {
                        action.accept(live);
                    }
                };
        if (nanos == 0) {
            unlessPaused(guarded);
        } else {
            world.scheduler().after(nanos, () -> unlessPaused(guarded));
        }
    }

    /** For people. */
    String describe() {
        var live = run;
        var doing = live == null ? fate.name() + " and down" : live.describe();
        return "n%d%s: %s".formatted(number, paused ? " (paused)" : "", doing);
    }

    private void unlessPaused(Runnable action) {
        if (paused) {
            frozen.add(action);
        } else {
            action.run();
        }
    }

    private void beforeDiskOperation(String operation) throws IOException {
        if (syncFails && operation.startsWith("force")) {
            syncFails = false;
            throw new IOException("the disk failed to " + operation);
        }
    }
}
