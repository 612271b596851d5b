package turtlelab.node.member;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import turtlelab.node.base.MemberId;
import turtlelab.node.state.MemberTable.MemberInfo;
import turtlelab.node.state.Rejection;

/**
 * The port to the leader for what it alone can decide. Futures complete within the request
 * deadline.
 */
public interface LeaderCalls {
    /** Asks the leader to promote a learner. */
    CompletableFuture<Reply> promote(MemberInfo leader, MemberId learner);

    /**
     * What the leader said.
     *
     * @param reached whether it answered at all; if not, nobody knows what happened
     * @param rejection empty when the learner is a voter now
     */
    record Reply(boolean reached, Optional<Rejection> rejection) {}
}
