package turtlelab.node.consensus;

/**
 * Why consensus did not take something. A refused proposal is in no log and never will be: it is
 * safe to repeat.
 */
public enum Refusal {
    /** No leader is known, or the one asked no longer leads. */
    NO_LEADER,
    /** Too much is under way already; try again later. */
    OVERLOADED,
    /** Another membership change is not yet applied. */
    CHANGE_IN_PROGRESS,
    /** This operation is the leader's, and this node does not lead. */
    NOT_LEADER,
    /** The member named as the next leader is unknown, a learner, or out of reach. */
    BAD_TRANSFEREE,
    /** Leadership did not move within an election timeout. */
    TRANSFER_TIMED_OUT,
    /** This node was removed from the cluster. */
    REMOVED,
    /** This node is stopping. */
    STOPPED
}
