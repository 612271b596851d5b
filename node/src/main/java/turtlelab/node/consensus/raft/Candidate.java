package turtlelab.node.consensus.raft;

import java.util.HashSet;
import java.util.Set;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.raft.Behaviour.Transitions;
import turtlelab.node.consensus.raft.tally.Quorum;

/** Asks for votes: first whether it would get them (thesis 9.6), then in earnest (3.4). */
final class Candidate implements Behaviour {
    private final Core core;
    private final Transitions transitions;
    private final boolean pre;
    private final boolean transfer;
    private final Set<MemberId> granted = new HashSet<>();
    private final Set<MemberId> refused = new HashSet<>();

    private Candidate(Core core, Transitions transitions, boolean pre, boolean transfer) {
        this.core = core;
        this.transitions = transitions;
        this.pre = pre;
        this.transfer = transfer;
    }

    static Candidate asking(Core core, Transitions transitions) {
        return new Candidate(core, transitions, true, false);
    }

    static Candidate standing(Core core, Transitions transitions, boolean transfer) {
        return new Candidate(core, transitions, false, transfer);
    }

    /** Sends the requests; a node alone has won at once. */
    void begin() {
        for (var voter : core.voters()) {
            if (!voter.equals(core.self())) {
                core.out.send(request(voter));
            }
        }
        answered(core.self(), true);
    }

    @Override
    public Role role() {
        return pre ? Role.PRE_CANDIDATE : Role.CANDIDATE;
    }

    @Override
    public void tick() {
        if (core.timer.tick()) {
            transitions.campaign(false);
        }
    }

    @Override
    public void received(Message message) {
        if (message instanceof Message.PreVoteAnswer answer && pre) {
            answered(answer.from(), answer.granted());
        } else if (message instanceof Message.VoteAnswer answer && !pre) {
            answered(answer.from(), answer.granted());
        }
    }

    @Override
    public void proposed(Input.Proposed proposal) {
        core.out.refused(proposal.id(), Refusal.NO_LEADER);
    }

    @Override
    public void changeProposed(Input.ChangeProposed proposal) {
        core.out.refused(proposal.id(), Refusal.NO_LEADER);
    }

    @Override
    public void readAsked(long id) {
        core.out.refused(id, Refusal.NO_LEADER);
    }

    private void answered(MemberId voter, boolean yes) {
        if (!core.voters().contains(voter)) {
            return;
        }
        (yes ? granted : refused).add(voter);
        switch (Quorum.vote(core.voters().size(), granted.size(), refused.size())) {
            case WON -> won();
            case LOST -> transitions.follow(core.term(), MemberId.NONE);
            case PENDING -> {}
        }
    }

    private void won() {
        if (pre) {
            transitions.stand(false);
        } else {
            transitions.lead();
        }
    }

    private Message request(MemberId voter) {
        var self = core.self();
        var last = core.log.last();
        return pre
                ? new Message.PreVoteRequest(self, voter, core.term() + 1, last)
                : new Message.VoteRequest(self, voter, core.term(), last, transfer);
    }
}
