package turtlelab.node.consensus.raft;

import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Role;

/** What a node does in one role. A new object for each stay in the role. */
interface Behaviour {
    Role role();

    void tick();

    /** A message of the current term that is not for {@link Voting}. */
    void received(Message message);

    void proposed(Input.Proposed proposal);

    void changeProposed(Input.ChangeProposed proposal);

    void readAsked(long id);

    /** More of the log is on this disk. */
    default void persisted() {}

    /** More of the log is applied, maybe with another membership. */
    default void applied() {}

    default void snapshotInstalled(long index) {}

    default void unreachable(MemberId peer) {}

    /** The last word before a {@link Ready} is taken: sends what has gathered. */
    default void flush() {}

    /** The role ends: refuses what still waits here. */
    default void leave() {}

    /** The ways from one role to another. */
    interface Transitions {
        /** Follows in a term, at least the current one; {@code leader} may be none. */
        void follow(long term, MemberId leader);

        /**
         * Asks for an election: first whether it could be won, or at once when the leader wants it.
         */
        void campaign(boolean transfer);

        /** The pre-vote is won: raises the term and asks for votes. */
        void stand(boolean transfer);

        /** The election is won. */
        void lead();
    }
}
