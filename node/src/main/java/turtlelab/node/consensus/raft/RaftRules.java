package turtlelab.node.consensus.raft;

import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Message.Append;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.raft.log.LogWindow;

/**
 * The safety rules of Raft, one method each, so that they can be read in one place and broken one
 * at a time: the simulator's tests subclass this to prove that they would notice. Production always
 * runs {@link #STRICT}. Section numbers are those of Ongaro's thesis.
 */
public class RaftRules {
    public static final RaftRules STRICT = new RaftRules();

    /** Whether a message promises something that must be on disk first (3.8). */
    public boolean promises(Message message) {
        return message instanceof Message.VoteRequest
                || message instanceof Message.VoteAnswer
                || message instanceof Message.AppendAccepted;
    }

    /** What of the hard state goes to disk: all of it. */
    public HardState remembered(HardState state) {
        return state;
    }

    /** A leader counts itself only for what it has synced (10.2.1). */
    public long ownMatch(long persisted, long last) {
        return persisted;
    }

    /** A leader commits by counting only entries of its own term (3.6.2). */
    public boolean mayCommit(long entryTerm, long currentTerm) {
        return entryTerm == currentTerm;
    }

    /** No read point before an entry of the leader's own term is committed (6.4). */
    public boolean mayRead(long commitTerm, long currentTerm) {
        return commitTerm == currentTerm;
    }

    /** A read point needs a round of heartbeats that a quorum answered after the request (6.4). */
    public boolean readConfirmed(boolean quorumAnswered) {
        return quorumAnswered;
    }

    /** A vote goes only to a log at least as up to date as one's own (3.6.1). */
    public boolean upToDate(LogPosition candidate, LogPosition own) {
        return candidate.term() > own.term()
                || (candidate.term() == own.term() && candidate.index() >= own.index());
    }

    /** Only voters count for elections and commits. */
    public boolean counts(Peer peer) {
        return peer.voter();
    }

    /**
     * Who heard from a leader within the least election timeout takes no part in another's (4.2.3).
     */
    public boolean sticksToLeader(boolean leaderKnown, int ticksSinceHeard, int electionTicks) {
        return leaderKnown && ticksSinceHeard < electionTicks;
    }

    /** A leader that no quorum answers steps down (6.2). */
    public boolean mayStayLeader(boolean quorumActive) {
        return quorumActive;
    }

    /** Every campaign has a term of its own, one asked for by a leader too (3.10). */
    public long campaignTerm(long currentTerm, boolean transfer) {
        return currentTerm + 1;
    }

    /** Entries are taken only behind a matching one (3.5). */
    public boolean previousMatches(LogWindow log, LogPosition previous) {
        return log.matches(previous);
    }

    /**
     * The first entry of the append that the log lacks or has otherwise; 0 when there is none
     * (3.5).
     */
    public long firstNew(LogWindow log, Append append) {
        for (var entry : append.entries()) {
            if (!log.matches(entry.position())) {
                return entry.index();
            }
        }
        return 0;
    }

    /** A committed entry is never replaced: that would be a bug, and the node stops. */
    public void checkNotCommitted(long index, long commit) {
        if (index <= commit) {
            throw new IllegalStateException(
                    "entry " + index + " would be replaced, but " + commit + " is committed");
        }
    }

    /** A heartbeat tells a follower no more than is known to match in its log (3.5). */
    public long heartbeatCommit(long commit, long match) {
        return Math.min(commit, match);
    }

    /** One membership change at a time: the last one must be applied (4.1). */
    public boolean mayChange(long pendingChange, long applied) {
        return applied >= pendingChange;
    }

    /** A change is in force when it is applied, not when it is appended. */
    public Membership onAppend(Membership inForce, Entry change) {
        return inForce;
    }

    /** A snapshot older than the commit index is not taken. */
    public boolean wantsSnapshot(SnapshotMark mark, long commit) {
        return mark.index() > commit;
    }

    /** A snapshot brings the membership as of its index. */
    public Membership membershipOf(SnapshotMark mark, Membership before) {
        return mark.membership();
    }
}
