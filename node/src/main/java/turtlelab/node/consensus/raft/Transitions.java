package turtlelab.node.consensus.raft;

import turtlelab.node.base.MemberId;

/** The ways from one role to another. */
interface Transitions {
    /** Follows in a term, at least the current one; {@code leader} may be none. */
    void follow(long term, MemberId leader);

    /** Asks for an election: first whether it could be won, or at once when the leader wants it. */
    void campaign(boolean transfer);

    /** The pre-vote is won: raises the term and asks for votes. */
    void stand(boolean transfer);

    /** The election is won. */
    void lead();
}
