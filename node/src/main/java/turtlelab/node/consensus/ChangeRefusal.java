package turtlelab.node.consensus;

/** Why a membership change does not fit the membership it meets; decided when it is applied. */
public enum ChangeRefusal {
    MEMBER_EXISTS,
    MEMBER_REMOVED,
    MEMBER_NOT_FOUND,
    PEER_URL_EXISTS,
    NOT_A_LEARNER
}
