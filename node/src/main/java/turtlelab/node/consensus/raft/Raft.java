package turtlelab.node.consensus.raft;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.consensus.Status;
import turtlelab.node.consensus.raft.Behaviour.Transitions;
import turtlelab.node.consensus.raft.log.LogWindow;
import turtlelab.node.consensus.raft.tally.Progress;

/**
 * Raft as a pure state machine: {@link #step} takes what happened, {@link #ready} tells what is to
 * be done. No clock, thread, disk, network or chance in here; the same inputs give the same
 * outputs. Several inputs may be stepped before one ready is taken: that is how work is batched.
 * Used by one thread.
 *
 * <p>The three roles are {@link Follower}, {@link Candidate} and {@link Leader}; what they share is
 * {@link Core}; the rules that keep it safe are {@link RaftRules}.
 */
public final class Raft {
    private final Core core;
    private final Voting voting;
    private final Forwards forwards;
    private final Handover handover;
    private final Transitions transitions = new RoleTransitions();
    private Behaviour role;
    private RoleChange reported;

    public Raft(RaftConfig config, RaftRules rules, RandomGenerator random, RaftStart start) {
        core = new Core(config, rules, random, start);
        voting = new Voting(core);
        forwards = new Forwards(core);
        handover = new Handover(core.out);
        role = new Follower(core, transitions);
        reported = new RoleChange(role.role(), core.term(), MemberId.NONE);
        hurryFirstElection();
    }

    /** Changes this node's own state, and nothing else. */
    public void step(Input input) {
        switch (input) {
            case Input.Tick _ -> {
                role.tick();
                handover.tick();
            }
            case Input.Received(var message) -> received(message);
            case Input.Proposed proposal -> proposed(proposal);
            case Input.ChangeProposed proposal -> changeProposed(proposal);
            case Input.ReadAsked(var id) -> readAsked(id);
            case Input.TransferAsked(var id, var to) -> transferAsked(id, to);
            case Input.Persisted(var task) -> {
                core.disk.done(task);
                role.persisted();
            }
            case Input.Applied(var upTo, var membership) -> {
                core.applied(upTo, membership);
                role.applied();
            }
            case Input.SnapshotInstalled(var mark) -> {
                core.installed(mark);
                role.snapshotInstalled(mark.index());
            }
            case Input.SnapshotSent sent -> {
                if (role instanceof Leader leader) {
                    leader.snapshotSent(sent);
                }
            }
            case Input.PeerUnreachable(var peer) -> role.unreachable(peer);
        }
        if (!core.leader().isNone() && !core.leader().equals(core.self())) {
            handover.leaderIs(core.leader());
        }
    }

    /** What is to be done now; the next call does not repeat it. */
    public Ready ready() {
        role.flush();
        var disk = core.disk.take(core.log, core.hardState());
        var committed = core.handOut();
        core.trim(role instanceof Leader leader && leader.snapshotUnderWay() ? 4 : 1);
        var now = new RoleChange(role.role(), core.term(), core.leader());
        var change = now.equals(reported) ? null : now;
        reported = now;
        return core.out.take(disk, committed, change);
    }

    public boolean leads() {
        return role instanceof Leader;
    }

    public Status status() {
        var progress = new TreeMap<MemberId, Status.PeerProgress>();
        if (role instanceof Leader leader) {
            leader.peers().forEach((id, peer) -> progress.put(id, statusOf(peer)));
        }
        return new Status(
                core.self(),
                role.role(),
                core.leader(),
                core.term(),
                core.commit(),
                core.applied(),
                core.log.lastIndex(),
                core.membership(),
                Map.copyOf(progress));
    }

    /** The log in memory, for checks and tools. */
    public LogWindow log() {
        return core.log;
    }

    /** The hard state as of now, to be saved once more at an orderly end. */
    public HardState hardState() {
        return core.hardState();
    }

    private static Status.PeerProgress statusOf(Progress peer) {
        boolean snapshot = peer.state() == Progress.State.SNAPSHOT;
        return new Status.PeerProgress(peer.match(), peer.active(), snapshot);
    }

    private void proposed(Input.Proposed proposal) {
        if (removed()) {
            core.out.refused(proposal.id(), Refusal.REMOVED);
        } else {
            role.proposed(proposal);
        }
    }

    private void changeProposed(Input.ChangeProposed proposal) {
        if (removed()) {
            core.out.refused(proposal.id(), Refusal.REMOVED);
        } else {
            role.changeProposed(proposal);
        }
    }

    private void readAsked(long id) {
        if (removed()) {
            core.out.refused(id, Refusal.REMOVED);
        } else {
            role.readAsked(id);
        }
    }

    private void transferAsked(long id, MemberId to) {
        if (!(role instanceof Leader leader)) {
            core.out.refused(id, Refusal.NOT_LEADER);
        } else if (to.equals(core.self())) {
            core.out.transferred(id);
        } else {
            leader.transfer(id, to).ifPresent(refusal -> core.out.refused(id, refusal));
        }
    }

    private boolean removed() {
        return core.membership().removed().contains(core.self());
    }

    private void received(Message message) {
        switch (message) {
            case Message.Removed _ -> core.out.removed();
            case Message.ForwardRefused refused ->
                    core.out.refused(refused.id(), refused.refusal());
            case Message.ForwardedCommands forwarded -> {
                enter(forwarded);
                forwards.received(
                        new Forwards.Request(forwarded.from(), forwarded.term(), forwarded.id()),
                        leads(),
                        () -> asLeader().propose(forwarded.commands()));
            }
            case Message.ForwardedChange forwarded -> {
                enter(forwarded);
                forwards.received(
                        new Forwards.Request(forwarded.from(), forwarded.term(), forwarded.id()),
                        leads(),
                        () -> asLeader().change(forwarded.change(), forwarded.context()));
            }
            default -> byTerm(message);
        }
    }

    private Leader asLeader() {
        return (Leader) role;
    }

    private void byTerm(Message message) {
        if (fromRemoved(message)) {
            core.out.send(new Message.Removed(core.self(), message.from(), core.term()));
        } else if (message.term() < core.term()) {
            answerOld(message);
        } else if (!ignored(message)) {
            enter(message);
            dispatch(message);
        }
    }

    /**
     * Who was removed learns it when it asks for something; the leader itself finishes its removal.
     */
    private boolean fromRemoved(Message message) {
        return core.membership().removed().contains(message.from())
                && !(speaksAsLeader(message) && message.term() >= core.term())
                && !(message instanceof Message.TimeoutNow);
    }

    /**
     * Whether an election is none of this node's business, for it hears its leader (thesis 4.2.3).
     */
    private boolean ignored(Message message) {
        return switch (message) {
            case Message.PreVoteRequest request ->
                    request.term() > core.term() && voting.sticksToLeader();
            case Message.VoteRequest request ->
                    request.term() > core.term() && !request.transfer() && voting.sticksToLeader();
            default -> false;
        };
    }

    /**
     * A higher term ends whatever this node was, unless it is only a term somebody might campaign
     * in.
     */
    private void enter(Message message) {
        boolean hypothetical =
                message instanceof Message.PreVoteRequest
                        || (message instanceof Message.PreVoteAnswer answer && answer.granted());
        if (message.term() > core.term() && !hypothetical) {
            transitions.follow(
                    message.term(), speaksAsLeader(message) ? message.from() : MemberId.NONE);
        } else if (role instanceof Candidate
                && message.term() == core.term()
                && speaksAsLeader(message)) {
            transitions.follow(core.term(), message.from());
        }
    }

    private void dispatch(Message message) {
        switch (message) {
            case Message.PreVoteRequest request -> voting.asked(request);
            case Message.VoteRequest request -> voting.asked(request);
            case Message.PreVoteAnswer answer
                    when answer.granted() && answer.term() != core.term() + 1 -> {}
            default -> role.received(message);
        }
    }

    /** An old leader must learn that its time is over, an old candidate too (rule 6). */
    private void answerOld(Message message) {
        if (speaksAsLeader(message)) {
            core.out.send(new Message.HeartbeatAnswer(core.self(), message.from(), core.term(), 0));
        } else if (message instanceof Message.PreVoteRequest request) {
            core.out.send(
                    new Message.PreVoteAnswer(core.self(), request.from(), core.term(), false));
        }
    }

    private static boolean speaksAsLeader(Message message) {
        return message instanceof Message.Append
                || message instanceof Message.Heartbeat
                || message instanceof Message.SnapshotOffer
                || message instanceof Message.SnapshotChunk;
    }

    /** At the start no leader was heard, so there is less to wait for; alone there is nothing. */
    private void hurryFirstElection() {
        core.timer.hurry();
        role.applied();
    }

    private final class RoleTransitions implements Transitions {
        @Override
        public void follow(long term, MemberId leader) {
            boolean newTerm = term != core.term();
            if (!(role instanceof Follower)) {
                leaveRole();
                core.timer.reset();
            }
            core.enterTerm(term);
            core.leader(leader);
            if (!(role instanceof Follower)) {
                role = new Follower(core, this);
            }
            ((Follower) role).leaderChanged(newTerm);
        }

        @Override
        public void campaign(boolean transfer) {
            if (!core.mayCampaign()) {
                follow(core.term(), MemberId.NONE);
            } else if (core.config.preVote() && !transfer) {
                leaveRole();
                core.timer.hurry();
                begin(Candidate.asking(core, this));
            } else {
                stand(transfer);
            }
        }

        @Override
        public void stand(boolean transfer) {
            leaveRole();
            core.enterTerm(core.rules.campaignTerm(core.term(), transfer));
            core.voteFor(core.self());
            core.timer.reset();
            begin(Candidate.standing(core, this, transfer));
        }

        @Override
        public void lead() {
            leaveRole();
            core.leader(core.self());
            var leader = new Leader(core, this, handover);
            role = leader;
            leader.begin();
        }

        private void leaveRole() {
            role.leave();
            core.leader(MemberId.NONE);
        }

        private void begin(Candidate candidate) {
            role = candidate;
            candidate.begin();
        }
    }
}
