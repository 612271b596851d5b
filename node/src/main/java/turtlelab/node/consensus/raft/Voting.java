package turtlelab.node.consensus.raft;

import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Message.PreVoteAnswer;
import turtlelab.node.consensus.Message.PreVoteRequest;
import turtlelab.node.consensus.Message.VoteAnswer;
import turtlelab.node.consensus.Message.VoteRequest;

/**
 * How a node answers candidates, in whatever role it is. Anyone asked answers, also a learner: it
 * may have been promoted without knowing yet. Who counts is the candidate's business.
 */
final class Voting {
    private final Core core;

    Voting(Core core) {
        this.core = core;
    }

    /** Whether the request is ignored because a leader was heard lately. */
    boolean sticksToLeader() {
        return core.rules.sticksToLeader(
                !core.leader().isNone(), core.timer.elapsed(), core.config.electionTicks());
    }

    void asked(PreVoteRequest request) {
        boolean granted =
                (request.term() > core.term() || free(request.from()))
                        && core.rules.upToDate(request.last(), core.log.last());
        long term = granted ? request.term() : core.term();
        core.out.send(new PreVoteAnswer(core.self(), request.from(), term, granted));
    }

    /** The request is of the current term. */
    void asked(VoteRequest request) {
        boolean granted =
                free(request.from()) && core.rules.upToDate(request.last(), core.log.last());
        if (granted) {
            core.voteFor(request.from());
            core.timer.reset();
        }
        core.out.send(new VoteAnswer(core.self(), request.from(), core.term(), granted));
    }

    private boolean free(MemberId candidate) {
        return core.vote().equals(candidate) || (core.vote().isNone() && core.leader().isNone());
    }
}
