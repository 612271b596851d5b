package turtlelab.node.consensus;

/** What a node is in its term. A learner follows without a vote. */
public enum Role {
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER,
    LEARNER
}
