package turtlelab.node.consensus.engine;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.SnapshotWriter;
import turtlelab.node.consensus.StateMachine;
import turtlelab.node.consensus.StateMachine.AppliedChange;
import turtlelab.node.consensus.StateMachine.AppliedState;
import turtlelab.node.consensus.wire.ChangeCodec;
import turtlelab.node.consensus.wire.MalformedMessage;

/**
 * What the apply thread does: entries in order and once, captures, installations and errands
 * between them.
 */
public final class ApplyWork {
    private final StateMachine machine;
    private long applied;
    private Membership membership;

    public ApplyWork(StateMachine machine, AppliedState start) {
        this.machine = machine;
        this.applied = start.position().index();
        this.membership = start.membership();
    }

    /** A piece of work for the apply thread. */
    public sealed interface Task {
        record Apply(List<Entry> entries) implements Task {}

        record Capture(long transfer) implements Task {}

        /** Something of the owner's of the state machine. */
        record Errand(Runnable action) implements Task {}

        record Install(long transfer, SnapshotMark mark, SnapshotWriter writer) implements Task {}
    }

    /** Does the tasks in order; what was applied in a row is one batch. */
    public void run(List<Task> tasks, Consumer<Event> done) {
        boolean open = false;
        for (var task : tasks) {
            if (open && !(task instanceof Task.Apply)) {
                endBatch(done);
                open = false;
            }
            switch (task) {
                case Task.Apply(var entries) -> {
                    entries.forEach(this::apply);
                    open = true;
                }
                case Task.Capture(var transfer) -> done.accept(capture(transfer));
                case Task.Errand(var action) -> action.run();
                case Task.Install install -> done.accept(install(install));
            }
        }
        if (open) {
            endBatch(done);
        }
    }

    private void endBatch(Consumer<Event> done) {
        machine.endOfBatch();
        done.accept(new Event.Applied(applied, membership, machine.durableIndex()));
    }

    /** Entries that a snapshot has overtaken are skipped. */
    private void apply(Entry entry) {
        if (entry.index() <= applied) {
            return;
        }
        if (entry.index() != applied + 1) {
            throw new IllegalStateException(
                    "entry " + entry.index() + " has its turn, but state is at " + applied);
        }
        if (entry.kind() == EntryKind.MEMBERSHIP) {
            change(entry);
        } else {
            machine.apply(entry);
        }
        applied = entry.index();
    }

    private void change(Entry entry) {
        try {
            var proposal = ChangeCodec.decode(entry.data());
            var refusal = membership.refusal(proposal.change());
            if (refusal.isEmpty()) {
                membership = membership.after(proposal.change());
            }
            var applied = new AppliedChange(proposal.change(), proposal.context(), refusal);
            machine.changeMembership(entry, applied, membership);
        } catch (MalformedMessage e) {
            throw new IllegalStateException("entry " + entry.index() + " is no change", e);
        }
    }

    private Event capture(long transfer) {
        try {
            return new Event.Captured(transfer, machine.capture());
        } catch (IOException e) {
            return new Event.TransferFailed(transfer, "capture: " + e.getMessage());
        }
    }

    private Event install(Task.Install install) {
        var mark = install.mark();
        try (var writer = install.writer()) {
            if (mark.index() > applied) {
                writer.install();
                applied = mark.index();
                membership = mark.membership();
            }
            return new Event.Installed(install.transfer(), mark);
        } catch (IOException e) {
            return new Event.TransferFailed(install.transfer(), "install: " + e.getMessage());
        }
    }
}
