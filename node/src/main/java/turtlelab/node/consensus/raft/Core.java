package turtlelab.node.consensus.raft;

import java.util.List;
import java.util.random.RandomGenerator;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.raft.log.LogWindow;
import turtlelab.node.consensus.raft.log.Persisting;
import turtlelab.node.consensus.raft.tally.ElectionTimer;

/** What a node has in every role: term, vote, log, commit and applied index, membership. */
final class Core {
    final RaftConfig config;
    final RaftRules rules;
    final LogWindow log;
    final Persisting disk;
    final Outbox out;
    final ElectionTimer timer;

    private long term;
    private MemberId vote;
    private MemberId leader = MemberId.NONE;
    private long commit;
    private long applied;
    private long handedOut;
    private Membership membership;
    private List<MemberId> voters;
    private long lastRequest;

    Core(RaftConfig config, RaftRules rules, RandomGenerator random, RaftStart start) {
        this.config = config;
        this.rules = rules;
        this.out = new Outbox(rules);
        this.timer = new ElectionTimer(config.electionTicks(), config.heartbeatTicks(), random);
        this.log = new LogWindow(start.start());
        start.entries().forEach(log::append);
        this.disk = new Persisting(start.hardState(), log.lastIndex());
        this.term = start.hardState().term();
        this.vote = start.hardState().vote();
        this.applied = start.applied().position().index();
        this.handedOut = applied;
        this.commit = Math.max(applied, Math.min(start.hardState().commit(), log.lastIndex()));
        this.membership = start.applied().membership();
        this.voters = votersOf(membership);
        this.lastRequest = random.nextLong();
    }

    MemberId self() {
        return config.self();
    }

    long term() {
        return term;
    }

    MemberId vote() {
        return vote;
    }

    MemberId leader() {
        return leader;
    }

    long commit() {
        return commit;
    }

    long applied() {
        return applied;
    }

    Membership membership() {
        return membership;
    }

    /** Members that count in the quorum, ascending. */
    List<MemberId> voters() {
        return voters;
    }

    HardState hardState() {
        return rules.remembered(new HardState(term, vote, commit));
    }

    /** A number that no earlier request of this member had, not even before a restart. */
    long nextRequest() {
        return ++lastRequest;
    }

    void enterTerm(long newTerm) {
        if (newTerm != term) {
            term = newTerm;
            vote = MemberId.NONE;
        }
        leader = MemberId.NONE;
    }

    void voteFor(MemberId candidate) {
        vote = candidate;
    }

    void leader(MemberId known) {
        leader = known;
    }

    void append(Entry entry) {
        log.append(entry);
        if (entry.kind() == EntryKind.MEMBERSHIP) {
            inForce(rules.onAppend(membership, entry));
        }
    }

    /** Replaces the log from the first entry on. */
    void replace(List<Entry> entries) {
        long first = entries.getFirst().index();
        if (first <= log.lastIndex()) {
            rules.checkNotCommitted(first, commit);
            log.cutFrom(first);
            disk.cutFrom(first);
        }
        entries.forEach(this::append);
    }

    void commitTo(long index) {
        if (index > log.lastIndex()) {
            throw new IllegalStateException(
                    "entry %d is committed, but the log ends at %d: entries were lost"
                            .formatted(index, log.lastIndex()));
        }
        commit = Math.max(commit, index);
    }

    void applied(long upTo, Membership now) {
        applied = Math.max(applied, upTo);
        inForce(now);
    }

    /** Takes over where a snapshot stands; the log is kept when it goes on from there. */
    void installed(SnapshotMark mark) {
        if (mark.index() > applied) {
            applied = mark.index();
            handedOut = Math.max(handedOut, applied);
            inForce(rules.membershipOf(mark, membership));
        }
        if (mark.index() > commit) {
            if (!log.matches(mark.position())) {
                log.restart(mark.position());
                disk.restart(mark.position());
            }
            commit = mark.index();
        }
    }

    /** Committed entries that are on this disk and whose turn it is to be applied. */
    List<Entry> handOut() {
        long limit = applied + config.limits().unappliedEntries();
        long to = Math.min(Math.min(commit, disk.persisted()), limit);
        if (to <= handedOut) {
            return List.of();
        }
        var entries = log.slice(handedOut + 1, to, Long.MAX_VALUE);
        handedOut = to;
        return entries;
    }

    /** Forgets applied entries beyond what is kept for slow followers, {@code times} as much. */
    void trim(int times) {
        var limits = config.limits();
        long upTo = Math.min(applied, log.lastIndex()) - (long) times * limits.retainedEntries();
        if (upTo > log.start().index()) {
            log.forget(upTo);
        }
        while (log.bytes() > (long) times * limits.retainedBytes()
                && log.start().index() < Math.min(applied, log.lastIndex())) {
            log.forget(log.start().index() + 1);
        }
    }

    /** A voter may campaign unless a committed change still waits to be applied (rule 5). */
    boolean mayCampaign() {
        if (!voters.contains(self())) {
            return false;
        }
        for (long index = applied + 1; index <= commit; index++) {
            if (log.get(index).kind() == EntryKind.MEMBERSHIP) {
                return false;
            }
        }
        return true;
    }

    private void inForce(Membership now) {
        if (!now.equals(membership)) {
            membership = now;
            voters = votersOf(now);
        }
    }

    private List<MemberId> votersOf(Membership of) {
        return of.peers().stream().filter(rules::counts).map(Peer::id).toList();
    }
}
