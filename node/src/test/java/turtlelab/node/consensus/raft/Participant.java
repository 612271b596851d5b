package turtlelab.node.consensus.raft;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.StateMachine.AppliedState;
import turtlelab.node.consensus.raft.log.DiskTask;

/** One node of a conversation: a core with a disk and a state as simple as can be. */
final class Participant {
    private final RaftConfig config;
    private final Consumer<String> told;
    private final Consumer<Message> network;
    private final Deque<DiskTask> unsynced = new ArrayDeque<>();
    private final Deque<Held> held = new ArrayDeque<>();
    private final List<Entry> disk = new ArrayList<>();
    private HardState hardState = HardState.INITIAL;
    private LogPosition start = LogPosition.ORIGIN;
    private AppliedState state = AppliedState.NOTHING;
    private boolean holdsDisk;
    private boolean holdsState;
    private long handedOut;
    private int starts;
    private Raft raft;

    Participant(RaftConfig config, Consumer<String> told, Consumer<Message> network) {
        this.config = config;
        this.told = told;
        this.network = network;
        this.raft = boot();
    }

    private record Held(long task, Message message) {}

    MemberId id() {
        return config.self();
    }

    Raft raft() {
        return raft;
    }

    AppliedState state() {
        return state;
    }

    /** Begins with a log that is already applied. */
    void seed(List<Entry> entries, Membership membership) {
        disk.addAll(entries);
        hardState = new HardState(1, MemberId.NONE, entries.size());
        state = new AppliedState(entries.getLast().position(), membership);
        raft = boot();
    }

    /** Forgets everything but what is on disk. */
    void restart() {
        unsynced.clear();
        held.clear();
        handedOut = 0;
        raft = boot();
        pump();
    }

    void step(Input input) {
        raft.step(input);
        pump();
    }

    void holdDisk() {
        holdsDisk = true;
    }

    void syncDisk() {
        holdsDisk = false;
        pump();
    }

    void holdState() {
        holdsState = true;
    }

    void applyAgain() {
        holdsState = false;
        raft.step(new Input.Applied(state.position().index(), state.membership()));
        pump();
    }

    /** Takes the other's state for its own. */
    void install(SnapshotMark mark) {
        state = new AppliedState(mark.position(), mark.membership());
        step(new Input.SnapshotInstalled(mark));
    }

    private Raft boot() {
        var random = new SplittableRandom(id().value() + 1000L * starts++);
        var found = new RaftStart(hardState, start, List.copyOf(disk), state);
        return new Raft(config, RaftRules.STRICT, random, found);
    }

    private void pump() {
        boolean more = true;
        while (more) {
            take(raft.ready());
            more = !holdsDisk && sync();
            release();
        }
    }

    private void take(Ready ready) {
        if (ready.roleChange() != null) {
            told.accept(id() + " is " + Words.of(ready.roleChange()));
        }
        ready.disk().forEach(unsynced::addLast);
        if (!ready.disk().isEmpty()) {
            handedOut = ready.disk().getLast().number();
        }
        ready.atOnce().forEach(network);
        ready.afterPersist().forEach(message -> held.addLast(new Held(handedOut, message)));
        release();
        ready.answers().reads().forEach(read -> told.accept(id() + " may read at " + read.index()));
        ready.answers()
                .refused()
                .forEach(refused -> told.accept(id() + " is refused: " + refused.refusal()));
        ready.answers().transferred().forEach(_ -> told.accept(id() + " has handed over"));
        ready.snapshotsWanted()
                .forEach(peer -> told.accept(id() + " wants a snapshot for " + peer));
        if (ready.removed()) {
            told.accept(id() + " hears that it was removed");
        }
        apply(ready.committed());
    }

    private void release() {
        while (!held.isEmpty()
                && (unsynced.isEmpty() || held.getFirst().task() < unsynced.getFirst().number())) {
            network.accept(held.removeFirst().message());
        }
    }

    private boolean sync() {
        if (unsynced.isEmpty()) {
            return false;
        }
        long last = unsynced.getLast().number();
        unsynced.forEach(this::write);
        unsynced.clear();
        raft.step(new Input.Persisted(last));
        return true;
    }

    private void write(DiskTask task) {
        switch (task) {
            case DiskTask.Write write -> {
                if (write.hardState() != null) {
                    hardState = write.hardState();
                }
                for (var entry : write.entries()) {
                    disk.removeIf(old -> old.index() >= entry.index());
                    disk.add(entry);
                }
            }
            case DiskTask.Restart restart -> {
                hardState = restart.hardState();
                start = restart.position();
                disk.clear();
            }
        }
    }

    private void apply(List<Entry> entries) {
        for (var entry : entries) {
            var membership = state.membership();
            if (entry.kind() == EntryKind.MEMBERSHIP) {
                var change = Words.change(entry);
                membership =
                        membership.refusal(change).isEmpty()
                                ? membership.after(change)
                                : membership;
            }
            state = new AppliedState(entry.position(), membership);
            told.accept(id() + " applies " + Words.of(entry));
        }
        if (!entries.isEmpty() && !holdsState) {
            raft.step(new Input.Applied(state.position().index(), state.membership()));
            take(raft.ready());
        }
    }
}
