package turtlelab.node.consensus.raft;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.raft.Behaviour.Transitions;
import turtlelab.node.consensus.raft.tally.Progress;
import turtlelab.node.consensus.raft.tally.ReadQueue;
import turtlelab.node.consensus.wire.ChangeCodec;

/** Orders proposals, replicates them, commits what a majority has, and confirms reads. */
final class Leader implements Behaviour {
    private final Core core;
    private final Transitions transitions;
    private final Handover handover;
    private final Replication replication;
    private final ReadQueue reads;
    private long pendingChange;
    private long uncommittedBytes;
    private int ticksToBeat;
    private int ticksToCheck;

    Leader(Core core, Transitions transitions, Handover handover) {
        this.core = core;
        this.transitions = transitions;
        this.handover = handover;
        this.replication = new Replication(core);
        this.reads = new ReadQueue(core.config.limits().waitingReads());
        this.ticksToBeat = core.config.heartbeatTicks();
        this.ticksToCheck = core.config.electionTicks();
    }

    /** Counts what it took over and adds an entry of its own term (thesis 3.6.2). */
    void begin() {
        pendingChange = core.log.lastIndex();
        for (long index = core.commit() + 1; index <= core.log.lastIndex(); index++) {
            uncommittedBytes += core.log.get(index).size();
        }
        append(EntryKind.EMPTY, Bytes.EMPTY);
    }

    Map<MemberId, Progress> peers() {
        return replication.peers();
    }

    boolean snapshotUnderWay() {
        return replication.snapshotUnderWay();
    }

    @Override
    public Role role() {
        return Role.LEADER;
    }

    @Override
    public void tick() {
        if (--ticksToCheck <= 0) {
            ticksToCheck = core.config.electionTicks();
            if (!quorumStillThere()) {
                transitions.follow(core.term(), MemberId.NONE);
                return;
            }
        }
        if (--ticksToBeat <= 0) {
            ticksToBeat = core.config.heartbeatTicks();
            replication.tick();
            replication.beat();
            peers().forEach(this::handOverTo);
        }
    }

    @Override
    public void received(Message message) {
        var progress = replication.of(message.from());
        if (progress == null) {
            return;
        }
        progress.heard();
        switch (message) {
            case Message.AppendAccepted accepted -> accepted(progress, accepted);
            case Message.AppendRefused refused -> {
                var hint = refused.hint();
                long meet = core.log.lastUpTo(hint.index(), hint.term()).index();
                progress.refused(refused.previous(), Math.min(meet, hint.index()));
            }
            case Message.HeartbeatAnswer answer -> {
                progress.answeredRound(answer.round());
                confirmReads();
            }
            case Message.ReadRequest request -> ask(request.from(), request.id());
            case Message.SnapshotAnswer answer -> core.out.snapshotTraffic(answer);
            case Message.Append _, Message.Heartbeat _, Message.SnapshotOffer _ ->
                    throw new IllegalStateException(
                            "two leaders in term %d: %s and %s"
                                    .formatted(core.term(), core.self(), message.from()));
            default -> {}
        }
    }

    @Override
    public void proposed(Input.Proposed proposal) {
        propose(proposal.commands()).ifPresent(refusal -> core.out.refused(proposal.id(), refusal));
    }

    @Override
    public void changeProposed(Input.ChangeProposed proposal) {
        change(proposal.change(), proposal.context())
                .ifPresent(refusal -> core.out.refused(proposal.id(), refusal));
    }

    @Override
    public void readAsked(long id) {
        ask(core.self(), id);
    }

    /** Appends commands, or says why not. */
    Optional<Refusal> propose(List<Bytes> commands) {
        if (handover.pending()) {
            return Optional.of(Refusal.NO_LEADER);
        }
        long size = commands.stream().mapToLong(Bytes::length).sum();
        var limits = core.config.limits();
        boolean tooMuch =
                uncommittedBytes > 0 && uncommittedBytes + size > limits.uncommittedBytes();
        if (tooMuch || core.commit() - core.applied() > limits.unappliedEntries()) {
            return Optional.of(Refusal.OVERLOADED);
        }
        commands.forEach(command -> append(EntryKind.COMMAND, command));
        return Optional.empty();
    }

    /** Appends a membership change, or says why not. */
    Optional<Refusal> change(MembershipChange change, Bytes context) {
        if (handover.pending()) {
            return Optional.of(Refusal.NO_LEADER);
        }
        if (!core.rules.mayChange(pendingChange, core.applied()) || !committedInTerm()) {
            return Optional.of(Refusal.CHANGE_IN_PROGRESS);
        }
        append(EntryKind.MEMBERSHIP, ChangeCodec.encode(change, context));
        pendingChange = core.log.lastIndex();
        return Optional.empty();
    }

    /** Begins to hand over, or says why not. */
    Optional<Refusal> transfer(long id, MemberId to) {
        var progress = replication.of(to);
        if (handover.pending()) {
            return Optional.of(Refusal.OVERLOADED);
        }
        if (progress == null || !core.membership().isVoter(to) || !progress.active()) {
            return Optional.of(Refusal.BAD_TRANSFEREE);
        }
        handover.begin(id, to, core.config.electionTicks());
        handOverTo(to, progress);
        return Optional.empty();
    }

    @Override
    public void persisted() {
        commit();
    }

    @Override
    public void applied() {
        replication.syncMembers(true);
        if (!core.voters().contains(core.self())) {
            leaveToTheBest();
            transitions.follow(core.term(), MemberId.NONE);
            return;
        }
        commit();
        confirmReads();
    }

    @Override
    public void unreachable(MemberId peer) {
        var progress = replication.of(peer);
        if (progress != null && progress.state() == Progress.State.REPLICATE) {
            progress.probe(progress.match() + 1);
        }
    }

    /** A snapshot reached a member, or did not: entries are tried again from where it may stand. */
    void snapshotSent(Input.SnapshotSent sent) {
        var progress = replication.of(sent.to());
        if (progress != null && progress.state() == Progress.State.SNAPSHOT) {
            progress.probe(Math.max(progress.match(), sent.index()) + 1);
            if (sent.index() == 0) {
                progress.pauseProbe();
            }
        }
    }

    @Override
    public void flush() {
        if (reads.roundWanted() && core.rules.mayRead(core.log.term(core.commit()), core.term())) {
            reads.open(replication.beat(), core.commit());
        }
        confirmReads();
        replication.flush();
    }

    @Override
    public void leave() {
        for (var ask : reads.abandon()) {
            if (ask.from().equals(core.self())) {
                core.out.refused(ask.id(), Refusal.NO_LEADER);
            }
        }
    }

    private boolean quorumStillThere() {
        boolean active = !core.config.checkQuorum() || replication.quorumActive();
        peers().values().forEach(Progress::forgetActivity);
        return core.rules.mayStayLeader(active);
    }

    private void accepted(Progress progress, Message.AppendAccepted accepted) {
        if (accepted.match() > core.log.lastIndex()) {
            throw new IllegalStateException(
                    accepted.from() + " has entry " + accepted.match() + " that was never sent");
        }
        boolean moved = accepted.match() > progress.match();
        progress.accepted(accepted.match(), core.log.start().index());
        if (moved) {
            commit();
            handOverTo(accepted.from(), progress);
        }
    }

    private void append(EntryKind kind, Bytes data) {
        var entry = new Entry(core.log.lastIndex() + 1, core.term(), kind, data);
        core.append(entry);
        uncommittedBytes += entry.size();
    }

    private void commit() {
        long index = replication.quorumMatch();
        long before = core.commit();
        if (index <= before || !core.rules.mayCommit(core.log.term(index), core.term())) {
            return;
        }
        core.commitTo(index);
        for (long committed = before + 1; committed <= core.commit(); committed++) {
            uncommittedBytes -= core.log.get(committed).size();
        }
    }

    private boolean committedInTerm() {
        return core.log.term(core.commit()) == core.term();
    }

    private void ask(MemberId from, long id) {
        boolean waits = reads.add(new ReadQueue.Ask(from, id));
        if (!waits && from.equals(core.self())) {
            core.out.refused(id, Refusal.OVERLOADED);
        }
    }

    private void confirmReads() {
        if (!reads.roundOpen()
                || !core.rules.readConfirmed(replication.quorumAnswered(reads.round()))) {
            return;
        }
        for (var ask : reads.close()) {
            if (ask.from().equals(core.self())) {
                core.out.readPoint(ask.id(), reads.index());
            } else {
                core.out.send(
                        new Message.ReadAnswer(
                                core.self(), ask.from(), core.term(), ask.id(), reads.index()));
            }
        }
    }

    private void handOverTo(MemberId peer, Progress progress) {
        if (handover.isTo(peer) && progress.match() == core.log.lastIndex()) {
            core.out.send(new Message.TimeoutNow(core.self(), peer, core.term()));
        }
    }

    /** A leader that was removed leaves its place to whoever is furthest. */
    private void leaveToTheBest() {
        peers().entrySet().stream()
                .filter(peer -> core.membership().isVoter(peer.getKey()))
                .filter(peer -> peer.getValue().active())
                .max(Comparator.comparingLong(peer -> peer.getValue().match()))
                .ifPresent(
                        peer ->
                                core.out.send(
                                        new Message.TimeoutNow(
                                                core.self(), peer.getKey(), core.term())));
    }
}
