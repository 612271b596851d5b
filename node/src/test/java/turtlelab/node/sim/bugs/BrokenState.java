package turtlelab.node.sim.bugs;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.StateMachine;
import turtlelab.node.consensus.engine.ApplyWork;
import turtlelab.node.consensus.engine.Event;
import turtlelab.node.consensus.log.WalRules;
import turtlelab.node.consensus.raft.RaftRules;
import turtlelab.node.sim.NodeBugs;
import turtlelab.node.sim.state.SimulatedState.Platter;
import turtlelab.node.sim.state.StateImage;

/** Variants of a node whose disks or apply thread are broken in one place each. */
final class BrokenState {
    private BrokenState() {}

    /** The index is durable one entry late: the last one is applied once more. */
    static NodeBugs appliesTwice() {
        return NodeBugs.NONE.platter(
                image ->
                        new Platter(image) {
                            @Override
                            public StateImage found() {
                                var whole = super.found();
                                var index = whole.position().index();
                                return index == 0
                                        ? whole
                                        : whole.at(
                                                new LogPosition(
                                                        index - 1, whole.position().term()));
                            }
                        });
    }

    /** Each commit writes the new index with the data of the commit before. */
    static NodeBugs indexAheadOfData() {
        return NodeBugs.NONE.platter(
                image ->
                        new TwoCommits(image) {
                            @Override
                            StateImage mixed(StateImage before, StateImage now) {
                                return before.at(now.position()).with(now.membership());
                            }
                        });
    }

    /** Each commit writes the new data with the index of the commit before. */
    static NodeBugs dataAheadOfIndex() {
        return NodeBugs.NONE.platter(
                image ->
                        new TwoCommits(image) {
                            @Override
                            StateImage mixed(StateImage before, StateImage now) {
                                return now.at(before.position()).with(before.membership());
                            }
                        });
    }

    static NodeBugs believesTornRecord() {
        return NodeBugs.NONE.wal(
                new WalRules() {
                    @Override
                    public boolean believes(boolean checksumRight) {
                        return true;
                    }
                });
    }

    static NodeBugs cutsCorruption() {
        return NodeBugs.NONE.wal(
                new WalRules() {
                    @Override
                    public boolean refuses(String damage) {
                        return false;
                    }
                });
    }

    /** Neither the core nor the apply thread compares a snapshot with what is there. */
    static NodeBugs takesOlderSnapshot() {
        return NodeBugs.NONE
                .raft(
                        new RaftRules() {
                            @Override
                            public boolean wantsSnapshot(SnapshotMark mark, long commit) {
                                return true;
                            }
                        })
                .applying(InstallsAnything::new);
    }

    /** Remembers the commit before the last. */
    private abstract static class TwoCommits extends Platter {
        private StateImage before;

        TwoCommits(StateImage image) {
            super(image);
            before = image;
        }

        abstract StateImage mixed(StateImage before, StateImage now);

        @Override
        public void commit(StateImage next) {
            before = super.found();
            super.commit(next);
        }

        @Override
        public StateImage found() {
            return mixed(before, super.found());
        }
    }

    /** Installs before it looks. */
    private record InstallsAnything(ApplyWork work) implements NodeBugs.Applying {
        InstallsAnything(StateMachine machine, StateMachine.AppliedState start) {
            this(new ApplyWork(machine, start));
        }

        @Override
        public void run(List<ApplyWork.Task> tasks, Consumer<Event> done) {
            for (var task : tasks) {
                if (task instanceof ApplyWork.Task.Install install) {
                    try {
                        install.writer().install();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            work.run(tasks, done);
        }
    }
}
