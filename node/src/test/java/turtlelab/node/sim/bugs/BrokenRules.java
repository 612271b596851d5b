package turtlelab.node.sim.bugs;

import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Message.Append;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.raft.RaftRules;
import turtlelab.node.consensus.raft.log.LogWindow;
import turtlelab.node.consensus.wire.ChangeCodec;
import turtlelab.node.consensus.wire.MalformedMessage;
import turtlelab.node.sim.NodeBugs;

/** Variants of a node whose Raft rules are broken in one place each. */
final class BrokenRules {
    private BrokenRules() {}

    static NodeBugs acknowledgesBeforeSync() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public boolean promises(Message message) {
                        return super.promises(message)
                                && !(message instanceof Message.AppendAccepted);
                    }
                });
    }

    static NodeBugs leaderCountsItselfBeforeSync() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public long ownMatch(long persisted, long last) {
                        return last;
                    }
                });
    }

    static NodeBugs forgetsVote() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public HardState remembered(HardState state) {
                        return new HardState(state.term(), MemberId.NONE, state.commit());
                    }
                });
    }

    static NodeBugs commitsOldTermByCounting() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public boolean mayCommit(long entryTerm, long currentTerm) {
                        return true;
                    }
                });
    }

    static NodeBugs readsWithoutRound() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public boolean readConfirmed(boolean quorumAnswered) {
                        return true;
                    }
                });
    }

    static NodeBugs readsBeforeOwnEntry() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public boolean mayRead(long commitTerm, long currentTerm) {
                        return true;
                    }
                });
    }

    static NodeBugs ignoresPrevious() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public boolean previousMatches(LogWindow log, LogPosition previous) {
                        return previous.index() <= log.lastIndex();
                    }
                });
    }

    static NodeBugs keepsConflictingSuffix() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public long firstNew(LogWindow log, Append append) {
                        return append.lastIndex() > log.lastIndex() ? log.lastIndex() + 1 : 0;
                    }
                });
    }

    static NodeBugs cutsCommittedSuffix() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public long firstNew(LogWindow log, Append append) {
                        return append.entries().isEmpty() ? 0 : append.entries().getFirst().index();
                    }

                    @Override
                    public void checkNotCommitted(long index, long commit) {}
                });
    }

    static NodeBugs twoChangesAtOnce() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public boolean mayChange(long pendingChange, long applied) {
                        return true;
                    }
                });
    }

    static NodeBugs changeInForceEarly() {
        return NodeBugs.NONE.raftOn(
                1,
                new RaftRules() {
                    @Override
                    public Membership onAppend(Membership inForce, Entry change) {
                        try {
                            var proposal = ChangeCodec.decode(change.data()).change();
                            return inForce.refusal(proposal).isEmpty()
                                    ? inForce.after(proposal)
                                    : inForce;
                        } catch (MalformedMessage e) {
                            throw new IllegalStateException(e);
                        }
                    }
                });
    }

    static NodeBugs snapshotWithoutMembership() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public Membership membershipOf(SnapshotMark mark, Membership before) {
                        return before;
                    }
                });
    }

    static NodeBugs heartbeatCommitsPastMatch() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public long heartbeatCommit(long commit, long match) {
                        return commit;
                    }
                });
    }

    static NodeBugs noStickiness() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public boolean sticksToLeader(
                            boolean leaderKnown, int ticksSinceHeard, int electionTicks) {
                        return false;
                    }
                });
    }

    static NodeBugs withoutCheckQuorum() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public boolean mayStayLeader(boolean quorumActive) {
                        return true;
                    }
                });
    }

    static NodeBugs learnerCounts() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public boolean counts(Peer peer) {
                        return true;
                    }
                });
    }

    static NodeBugs transferInSameTerm() {
        return NodeBugs.NONE.raft(
                new RaftRules() {
                    @Override
                    public long campaignTerm(long currentTerm, boolean transfer) {
                        return transfer ? currentTerm : currentTerm + 1;
                    }
                });
    }
}
