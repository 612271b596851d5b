package turtlelab.node.consensus.raft;

import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.raft.Behaviour.Transitions;

/** Takes the leader's log, forwards what only the leader can do, and waits for its silence. */
final class Follower implements Behaviour {
    private final Core core;
    private final Transitions transitions;
    private final ForwardedReads reads;

    private long acknowledge = -1;
    private boolean standsWhenApplied;

    Follower(Core core, Transitions transitions) {
        this.core = core;
        this.transitions = transitions;
        this.reads = new ForwardedReads(core);
    }

    /** Another term or another leader. */
    void leaderChanged(boolean newTerm) {
        if (newTerm) {
            acknowledge = -1;
            standsWhenApplied = false;
        }
        reads.leaderChanged();
    }

    @Override
    public Role role() {
        var peer = core.membership().find(core.self());
        return peer.isPresent() && peer.get().learner() ? Role.LEARNER : Role.FOLLOWER;
    }

    @Override
    public void tick() {
        reads.tick();
        if (!core.timer.tick()) {
            return;
        }
        if (core.mayCampaign()) {
            transitions.campaign(false);
        } else {
            core.leader(MemberId.NONE);
            reads.leaderChanged();
        }
    }

    @Override
    public void received(Message message) {
        switch (message) {
            case Message.Append append -> {
                hear(append);
                append(append);
            }
            case Message.Heartbeat beat -> {
                hear(beat);
                heartbeat(beat);
            }
            case Message.SnapshotOffer offer -> {
                hear(offer);
                offered(offer);
            }
            case Message.SnapshotChunk chunk -> {
                hear(chunk);
                core.out.snapshotTraffic(chunk);
            }
            case Message.TimeoutNow now -> standNow(now);
            case Message.ReadAnswer answer -> reads.answered(answer);
            default -> {}
        }
    }

    @Override
    public void proposed(Input.Proposed proposal) {
        var leader = core.leader();
        if (leader.isNone()) {
            core.out.refused(proposal.id(), Refusal.NO_LEADER);
        } else {
            core.out.send(
                    new Message.ForwardedCommands(
                            core.self(), leader, core.term(), proposal.id(), proposal.commands()));
        }
    }

    @Override
    public void changeProposed(Input.ChangeProposed proposal) {
        var leader = core.leader();
        if (leader.isNone()) {
            core.out.refused(proposal.id(), Refusal.NO_LEADER);
        } else {
            core.out.send(
                    new Message.ForwardedChange(
                            core.self(),
                            leader,
                            core.term(),
                            proposal.id(),
                            proposal.change(),
                            proposal.context()));
        }
    }

    @Override
    public void readAsked(long id) {
        reads.add(id);
    }

    @Override
    public void applied() {
        if (core.voters().size() == 1 && core.mayCampaign()) {
            core.timer.expire();
        }
        if (standsWhenApplied && core.mayCampaign()) {
            standsWhenApplied = false;
            transitions.campaign(true);
        }
    }

    @Override
    public void snapshotInstalled(long index) {
        acknowledge = Math.max(acknowledge, index);
    }

    /** The leader's connection broke: unless it is heard again, an election is near. */
    @Override
    public void unreachable(MemberId peer) {
        if (peer.equals(core.leader())) {
            core.leader(MemberId.NONE);
            core.timer.hurry();
            reads.leaderChanged();
        }
    }

    @Override
    public void flush() {
        reads.flush();
        if (acknowledge >= 0 && !core.leader().isNone()) {
            core.out.send(
                    new Message.AppendAccepted(
                            core.self(), core.leader(), core.term(), acknowledge));
        }
        acknowledge = -1;
    }

    @Override
    public void leave() {
        core.leader(MemberId.NONE);
        reads.leaderChanged();
    }

    private void hear(Message fromLeader) {
        core.timer.reset();
        if (core.leader().isNone()) {
            core.leader(fromLeader.from());
            reads.leaderChanged();
        } else if (!core.leader().equals(fromLeader.from())) {
            throw new IllegalStateException(
                    "two leaders in term %d: %s and %s"
                            .formatted(core.term(), core.leader(), fromLeader.from()));
        }
    }

    private void append(Message.Append append) {
        var fresh = behindCommit(append);
        if (!core.rules.previousMatches(core.log, fresh.previous())) {
            refuse(fresh);
            return;
        }
        long firstNew = core.rules.firstNew(core.log, fresh);
        if (firstNew > 0) {
            int known = (int) (firstNew - fresh.previous().index() - 1);
            core.replace(fresh.entries().subList(known, fresh.entries().size()));
        }
        acknowledge = Math.max(acknowledge, fresh.lastIndex());
        core.commitTo(Math.min(fresh.commit(), fresh.lastIndex()));
    }

    /** What is committed here is in every leader's log: an old append is met from there on. */
    private Message.Append behindCommit(Message.Append append) {
        long commit = core.commit();
        if (append.previous().index() >= commit) {
            return append;
        }
        int known = (int) Math.min(commit - append.previous().index(), append.entries().size());
        return new Message.Append(
                append.from(),
                append.to(),
                append.term(),
                new LogPosition(commit, core.log.term(commit)),
                append.entries().subList(known, append.entries().size()),
                append.commit());
    }

    private void refuse(Message.Append append) {
        var previous = append.previous();
        var hint = core.log.lastUpTo(previous.index(), previous.term());
        core.out.send(
                new Message.AppendRefused(
                        core.self(), append.from(), core.term(), previous.index(), hint));
    }

    private void heartbeat(Message.Heartbeat beat) {
        core.commitTo(beat.commit());
        if (beat.round() > 0) {
            core.out.send(
                    new Message.HeartbeatAnswer(
                            core.self(), beat.from(), core.term(), beat.round()));
        }
    }

    private void offered(Message.SnapshotOffer offer) {
        if (core.rules.wantsSnapshot(offer.mark(), core.commit())) {
            core.out.snapshotTraffic(offer);
            return;
        }
        acknowledge = Math.max(acknowledge, core.commit());
        core.out.send(
                new Message.SnapshotAnswer(
                        core.self(),
                        offer.from(),
                        core.term(),
                        offer.transfer(),
                        Message.SnapshotAnswer.Stage.REJECTED,
                        0));
    }

    private void standNow(Message.TimeoutNow now) {
        if (core.mayCampaign()) {
            transitions.campaign(true);
        } else if (now.from().equals(core.leader())) {
            standsWhenApplied = true;
        }
    }
}
