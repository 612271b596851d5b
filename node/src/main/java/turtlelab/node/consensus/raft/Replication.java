package turtlelab.node.consensus.raft;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.raft.tally.Progress;
import turtlelab.node.consensus.raft.tally.Quorum;

/** A leader's traffic towards the others: who has what, and what to send next. */
final class Replication {
    private final Core core;
    private final Map<MemberId, Progress> peers = new TreeMap<>();
    private long round;

    Replication(Core core) {
        this.core = core;
        syncMembers(false);
    }

    Map<MemberId, Progress> peers() {
        return peers;
    }

    @Nullable Progress of(MemberId peer) {
        return peers.get(peer);
    }

    /** Follows the membership; a newcomer counts as heard, so that it gets its chance. */
    void syncMembers(boolean heard) {
        var members = core.membership().members().keySet();
        peers.keySet().retainAll(members);
        for (var id : members) {
            if (!id.equals(core.self())) {
                peers.computeIfAbsent(id, _ -> newcomer(heard));
            }
        }
    }

    private Progress newcomer(boolean heard) {
        var limits = core.config.limits();
        return new Progress(
                core.log.lastIndex() + 1, heard, limits.inFlightAppends(), limits.inFlightBytes());
    }

    /** The highest index that a majority of voters has on disk. */
    long quorumMatch() {
        var voters = core.voters();
        var matches = new long[voters.size()];
        for (int i = 0; i < matches.length; i++) {
            matches[i] = matchOf(voters.get(i));
        }
        return Quorum.committed(matches);
    }

    /** Whether a majority of voters, this node included, was heard within the election timeout. */
    boolean quorumActive() {
        return majority(Progress::active);
    }

    /** Whether a majority answered this heartbeat round or a later one. */
    boolean quorumAnswered(long since) {
        return majority(progress -> progress.lastRound() >= since);
    }

    /** Starts a new round of heartbeats and returns its number. */
    long beat() {
        round++;
        peers.forEach((peer, progress) -> core.out.send(heartbeat(peer, progress, round)));
        return round;
    }

    /** A heartbeat interval is over: repeats what may have been lost. */
    void tick() {
        for (var peer : peers.entrySet()) {
            var progress = peer.getValue();
            if (progress.stalled(core.log.lastIndex())) {
                repeat(peer.getKey(), progress);
            }
            progress.beat();
        }
    }

    /** Sends what each member lacks, as far as its window is open. */
    void flush() {
        for (var peer : peers.entrySet()) {
            var progress = peer.getValue();
            while (lacks(progress) && progress.maySend()) {
                if (!sendEntries(peer.getKey(), progress)) {
                    break;
                }
            }
            if (progress.lagsCommit(core.commit())) {
                progress.toldCommit(core.commit());
                core.out.send(heartbeat(peer.getKey(), progress, 0));
            }
        }
    }

    boolean snapshotUnderWay() {
        return peers.values().stream()
                .anyMatch(progress -> progress.state() == Progress.State.SNAPSHOT);
    }

    private long matchOf(MemberId voter) {
        if (voter.equals(core.self())) {
            return core.rules.ownMatch(core.disk.persisted(), core.log.lastIndex());
        }
        var progress = peers.get(voter);
        return progress == null ? 0 : progress.match();
    }

    private boolean majority(Predicate<Progress> claim) {
        int yes = 0;
        for (var voter : core.voters()) {
            var progress = peers.get(voter);
            if (progress == null ? voter.equals(core.self()) : claim.test(progress)) {
                yes++;
            }
        }
        return yes >= Quorum.size(core.voters().size());
    }

    private boolean lacks(Progress progress) {
        return progress.next() <= core.log.lastIndex() || progress.state() == Progress.State.PROBE;
    }

    private boolean sendEntries(MemberId peer, Progress progress) {
        long previous = progress.next() - 1;
        if (core.log.term(previous) < 0) {
            if (!progress.active()) {
                return false;
            }
            progress.awaitSnapshot();
            core.out.snapshotWanted(peer);
            return false;
        }
        var entries = entriesFrom(progress);
        progress.sent(previous + entries.size(), bytesOf(entries), core.commit());
        core.out.send(append(peer, previous, entries));
        return true;
    }

    /** A member that was not heard lately gets one entry at a time: it would probably be lost. */
    private List<Entry> entriesFrom(Progress progress) {
        int bytes = progress.active() ? core.config.limits().appendBytes() : 0;
        return core.log.slice(progress.next(), core.log.lastIndex(), bytes);
    }

    private static long bytesOf(List<Entry> entries) {
        long bytes = 0;
        for (var entry : entries) {
            bytes += entry.size();
        }
        return bytes;
    }

    /**
     * Asks how far the member got; when the log no longer reaches back to there, begins anew, which
     * ends in a snapshot. Its window may be full of appends that were all lost.
     */
    private void repeat(MemberId peer, Progress progress) {
        long previous = progress.next() - 1;
        if (core.log.term(previous) >= 0) {
            core.out.send(append(peer, previous, List.of()));
        } else {
            progress.probe(progress.match() + 1);
        }
    }

    private Message append(MemberId peer, long previous, List<Entry> entries) {
        var position = new LogPosition(previous, core.log.term(previous));
        return new Message.Append(core.self(), peer, core.term(), position, entries, core.commit());
    }

    private Message heartbeat(MemberId peer, Progress progress, long number) {
        long commit = core.rules.heartbeatCommit(core.commit(), progress.match());
        return new Message.Heartbeat(core.self(), peer, core.term(), commit, number);
    }
}
