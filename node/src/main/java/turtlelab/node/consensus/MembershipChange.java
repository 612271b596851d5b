package turtlelab.node.consensus;

import java.util.List;
import turtlelab.node.base.MemberId;

/** One single-server change of the membership (thesis 4.1), in force when applied, as in etcd. */
public sealed interface MembershipChange {
    /** The member that the change is about. */
    MemberId id();

    /** A voter that counts in the quorum at once, running or not. */
    record AddVoter(MemberId id, List<String> peerUrls) implements MembershipChange {}

    /** A member that receives the log and has no vote yet. */
    record AddLearner(MemberId id, List<String> peerUrls) implements MembershipChange {}

    /** Turns a learner into a voter. */
    record Promote(MemberId id) implements MembershipChange {}

    /** Moves a member's peer port. */
    record Update(MemberId id, List<String> peerUrls) implements MembershipChange {}

    /** Takes a member out for ever: its identity can never come back. */
    record Remove(MemberId id) implements MembershipChange {}
}
